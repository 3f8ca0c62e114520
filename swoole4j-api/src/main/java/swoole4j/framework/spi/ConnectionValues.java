package swoole4j.framework.spi;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.HttpRequest;

/** The values of one connection, as the application keeps them. Any thread. */
public interface ConnectionValues {
    /** Returns the handshake request; throws {@link IllegalStateException} when the values were released. */
    HttpRequest request();

    /** Returns a value, or null. */
    @Nullable
    Object get(String id);

    /** Replaces a value in one step, null being no value; returns the new one. */
    @Nullable
    Object change(String id, UnaryOperator<@Nullable Object> change);

    /** Replaces all values. */
    void replace(Map<String, Object> values);

    /** Returns a copy of the names. */
    Set<String> keys();

    /** Tells whether the connection has ended. */
    boolean isReleased();
}
