package swoole4j.framework;

/** The rest of a chain of middleware. Counterpart of {@code Psr\Http\Server\RequestHandlerInterface}. */
@FunctionalInterface
public interface Next {
    /** Lets the rest of the chain answer; a second call goes through the same rest again. */
    HttpReply handle(HttpRequest request) throws Exception;
}
