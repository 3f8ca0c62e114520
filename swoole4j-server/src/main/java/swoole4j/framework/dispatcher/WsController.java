package swoole4j.framework.dispatcher;

import org.jspecify.annotations.Nullable;

/**
 * A controller whose public methods are its actions. Counterpart of {@code EasySwoole\Socket\AbstractInterface\Controller}.
 *
 * <p>Each message gets an object of its own, so that fields belong to one call. Actions are the public methods of the subclasses,
 * without parameter or with a {@link Call}; what they return is dropped. Static methods, those of {@link Object} and those of this
 * class are none, even when they are made public.
 */
public abstract class WsController {
    private @Nullable Call call;

    /** Creates a controller of one call. */
    protected WsController() {}

    /** Returns the call. */
    protected final Call caller() {
        if (call == null) throw new IllegalStateException("a controller that no dispatcher has begun");
        return call;
    }

    /** Returns what is sent when the call has ended. */
    protected final Reply response() {
        return caller().reply();
    }

    /** Called before each action, those that are not found included; false skips the action. */
    protected boolean onRequest(String action) throws Exception {
        return true;
    }

    /** Called for an action that is not there; does nothing. */
    protected void actionNotFound(String action) throws Exception {}

    /** Called with what the action or another of these methods threw; throws it on, to the hook of the dispatcher. */
    protected void onException(Throwable thrown) throws Throwable {
        throw thrown;
    }

    /** Called after each call, whatever became of it; does nothing. */
    protected void afterAction(String action) throws Exception {}

    /** Makes the controller of one call. */
    final Controller begin(Call call) {
        this.call = call;
        return new OfMethods(this, ActionMethods.of(getClass()));
    }

    private record OfMethods(WsController object, ActionMethods methods) implements Controller {
        @Override
        public boolean before(Call call) throws Exception {
            return object.onRequest(call.action());
        }

        @Override
        public @Nullable Action action(String name) {
            return methods.action(object, name);
        }

        @Override
        public void notFound(Call call) throws Exception {
            object.actionNotFound(call.action());
        }

        @Override
        public void failed(Call call, Throwable thrown) throws Throwable {
            object.onException(thrown);
        }

        @Override
        public void after(Call call) throws Exception {
            object.afterAction(call.action());
        }
    }
}
