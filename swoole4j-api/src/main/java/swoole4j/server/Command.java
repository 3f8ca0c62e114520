package swoole4j.server;

import org.jspecify.annotations.Nullable;
import swoole4j.Server;

/**
 * What {@link Server#addCommand} registers; counterpart of its {@code callable}.
 *
 * @param <S> the class of the server
 */
@FunctionalInterface
public interface Command<S extends Server> {
    /**
     * Carries the command out, in a coroutine of the worker it was meant for.
     *
     * @param data what the caller gave, as JSON
     * @return a string, the reply, which is JSON as a rule; anything else becomes {@code {"data":"wrong return type","code":-2}},
     *     and what is thrown {@code {"data":"failed to call function","code":-1}}
     */
    @Nullable
    Object call(S server, String data) throws Exception;
}
