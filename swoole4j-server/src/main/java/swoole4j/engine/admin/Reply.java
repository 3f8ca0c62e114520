package swoole4j.engine.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Swoole;

/** What built-in commands and the admin server answer: JSON of a code, 0 when all went well, with data. */
final class Reply {
    static final int BAD_PARAMETER = 4003;
    static final int NOT_FOUND = 4004;

    private Reply() {}

    static String ok(@Nullable Object data) {
        return of(0, data);
    }

    static String of(int code, @Nullable Object data) {
        return JsonWriter.write(map(code, data));
    }

    /** Says why a call failed. */
    static Map<String, @Nullable Object> failure(int error) {
        return map(error, Swoole.strerror(error));
    }

    static Map<String, @Nullable Object> map(int code, @Nullable Object data) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", code);
        map.put("data", data);
        return map;
    }
}
