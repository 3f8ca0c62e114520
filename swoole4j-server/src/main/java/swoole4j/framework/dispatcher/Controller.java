package swoole4j.framework.dispatcher;

import org.jspecify.annotations.Nullable;

/** What the calls of one controller go through. */
interface Controller {
    /** Returns false to skip the action. */
    boolean before(Call call) throws Exception;

    /** Returns the action of that name, or null. */
    @Nullable
    Action action(String name);

    void notFound(Call call) throws Exception;

    /** Gets what any of the others threw; what it throws goes to the hook of the dispatcher. */
    void failed(Call call, Throwable thrown) throws Throwable;

    void after(Call call) throws Exception;
}
