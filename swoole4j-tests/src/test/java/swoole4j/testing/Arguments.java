package swoole4j.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The options of a server as the one argument of its program. */
public final class Arguments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Arguments() {}

    static String of(Map<String, ?> options) {
        try {
            return JSON.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the options that a program was started with. */
    public static Map<String, Object> read(String argument) {
        try {
            return JSON.readValue(argument, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
