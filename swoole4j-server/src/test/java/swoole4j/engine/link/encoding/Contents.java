package swoole4j.engine.link.encoding;

import java.lang.reflect.RecordComponent;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import swoole4j.engine.link.ToReactor;

/** What a record holds, in a form that compares arrays and all that equals() leaves out. */
final class Contents {
    private Contents() {}

    static Object of(Object value) {
        return switch (value) {
            case null -> "null";
            case ToReactor.Respond part -> List.of(part.fd(), sent(part), part.last(), part.keepAlive());
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case Inet6Address address -> List.of(address, address.getScopeId());
            case List<?> list -> list.stream().map(Contents::of).toList();
            case Record whole -> components(whole);
            default -> value;
        };
    }

    /** What lies behind the length does not count. */
    private static ByteBuffer sent(ToReactor.Respond part) {
        return ByteBuffer.wrap(part.data(), 0, part.length());
    }

    private static List<Object> components(Record whole) {
        List<Object> all = new ArrayList<>();
        all.add(whole.getClass());
        try {
            for (RecordComponent component : whole.getClass().getRecordComponents()) {
                all.add(of(component.getAccessor().invoke(whole)));
            }
        } catch (ReflectiveOperationException e) {
            return Assertions.fail(e);
        }
        return all;
    }
}
