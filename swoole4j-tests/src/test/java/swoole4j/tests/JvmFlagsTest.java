package swoole4j.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The flags that the build gives its test JVMs. */
class JvmFlagsTest {
    @Test
    void theVirtualThreadBuilderThatTakesASchedulerIsOpen() throws Exception {
        Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
        Constructor<?> hook = builder.getDeclaredConstructor(Executor.class);
        assertTrue(
                hook.trySetAccessible(),
                () -> "not open to tests: " + Arrays.toString(builder.getDeclaredConstructors()));
    }

    @Test
    void theJdkIsJava25() {
        assertTrue(Runtime.version().feature() == 25, () -> "tests run on " + Runtime.version());
    }
}
