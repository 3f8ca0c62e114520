package swoole4j.framework.dispatcher;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A controller of lambdas, as {@link WsDispatcher.Builder#controller(String, java.util.function.Consumer)} takes them. One object
 * serves all calls, in several coroutines and threads at a time.
 */
public final class Actions {
    /** Decides whether an action runs. */
    @FunctionalInterface
    public interface Guard {
        /** Returns false to skip the action. */
        boolean test(Call call) throws Exception;
    }

    private final Map<String, Action> actions = new HashMap<>();
    private Guard before = _ -> true;
    private Action notFound = _ -> {};
    private Action after = _ -> {};
    private @Nullable ExceptionHook onException;

    Actions() {}

    /**
     * Sets what runs before each action, those that are not found included; when it returns false the action is skipped.
     * Counterpart of {@code onRequest}.
     */
    public Actions before(Guard before) {
        this.before = Objects.requireNonNull(before);
        return this;
    }

    /**
     * Adds an action.
     *
     * @throws IllegalArgumentException when there is one of that name
     */
    public Actions action(String name, Action action) {
        if (actions.putIfAbsent(name, Objects.requireNonNull(action)) != null)
            throw new IllegalArgumentException("there is an action '" + name + "' already");
        return this;
    }

    /** Sets what runs for actions that are not there; the default is nothing. Counterpart of {@code actionNotFound}. */
    public Actions notFound(Action notFound) {
        this.notFound = Objects.requireNonNull(notFound);
        return this;
    }

    /** Sets what gets exceptions; the default hands them on to the hook of the dispatcher. */
    public Actions onException(ExceptionHook onException) {
        this.onException = Objects.requireNonNull(onException);
        return this;
    }

    /** Sets what runs after each call, whatever became of it. Counterpart of {@code afterAction}. */
    public Actions after(Action after) {
        this.after = Objects.requireNonNull(after);
        return this;
    }

    Controller controller() {
        return new Lambdas(Map.copyOf(actions), before, notFound, onException, after);
    }

    private record Lambdas(
            Map<String, Action> actions,
            Guard guard,
            Action missing,
            @Nullable ExceptionHook hook,
            Action last) implements Controller {
        @Override
        public boolean before(Call call) throws Exception {
            return guard.test(call);
        }

        @Override
        public @Nullable Action action(String name) {
            return actions.get(name);
        }

        @Override
        public void notFound(Call call) throws Exception {
            missing.run(call);
        }

        @Override
        public void failed(Call call, Throwable thrown) throws Throwable {
            if (hook == null) throw thrown;
            hook.handle(call, thrown);
        }

        @Override
        public void after(Call call) throws Exception {
            last.run(call);
        }
    }
}
