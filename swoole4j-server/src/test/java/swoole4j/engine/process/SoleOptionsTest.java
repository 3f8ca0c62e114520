package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What children do not get by way of the environment either. */
class SoleOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-Xmx64m -agentlib:jdwp=address=5005 -ea | -Xmx64m -ea",
                "\"-agentlib:jdwp=address=5005\" '-Dx=a b' | '-Dx=a b'",
                "-Dx=\"a -Xrunjdwp:b\"  -ea | -Dx=\"a -Xrunjdwp:b\"  -ea",
                "-Dcom.sun.management.jmxremote.port='9010' -Dcom.sun.management.jmxremote.ssl=false"
                        + " | -Dcom.sun.management.jmxremote.ssl=false",
                "-Xmx64m   -ea | -Xmx64m   -ea",
            })
    void variablesAreRidOfThem(String given, String left) {
        for (String name : new String[] {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"}) {
            Map<String, String> environment = new HashMap<>(Map.of(name, given, "OTHER", given));
            SoleOptions.dropFrom(environment);
            assertEquals(Map.of(name, left, "OTHER", given), environment);
        }
    }

    @Test
    void aVariableWithNothingElseIsRemoved() {
        Map<String, String> environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", " -agentlib:jdwp=address=5005"));
        SoleOptions.dropFrom(environment);
        assertEquals(Map.of(), environment);
    }
}
