package swoole4j.spi;

import java.util.List;
import java.util.Map;

/**
 * A received HTTP request as an engine holds it; {@link swoole4j.http.Request} asks it once for each map that a callback
 * reads, so that a callback which reads nothing pays for nothing. Immutable after the request is complete.
 */
public interface RequestSource {
    /** Returns the connection. */
    int fd();

    /** Returns the HTTP/2 stream, 0 for HTTP/1. */
    int streamId();

    /** Returns the method, upper case. */
    String method();

    /** Builds the header map: lower-case names in order of arrival. */
    Map<String, Object> header();

    /** Returns one header by its lower-case name without building the map, or null. */
    @org.jspecify.annotations.Nullable
    String header(String name);

    /** Builds the server map. */
    Map<String, Object> server();

    /** Parses the cookies; empty when there are none. */
    Map<String, Object> cookie();

    /** Parses the query; empty when there is none. */
    Map<String, Object> get();

    /** Parses a form body; empty when there is none. */
    Map<String, Object> post();

    /** Returns the uploaded files as PHP lays them out; empty when there are none. */
    Map<String, Object> files();

    /** Returns the paths of the temporary files; empty when there are none. */
    List<String> tmpfiles();

    /** Returns the body, empty when there is none. */
    byte[] content();

    /** Returns the request as it was sent, or null for HTTP/2, which has no such text. */
    byte @org.jspecify.annotations.Nullable [] data();

    /** Tells whether head and body are there; always so in a callback. */
    boolean isCompleted();
}
