package swoole4j.framework;

/** The end of an HTTP route that answers with a reply of its own. */
@FunctionalInterface
public interface HttpHandler {
    /** Returns the answer to {@code request}. */
    HttpReply handle(HttpRequest request) throws Exception;
}
