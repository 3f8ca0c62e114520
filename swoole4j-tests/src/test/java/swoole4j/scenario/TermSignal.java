package swoole4j.scenario;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import swoole4j.testing.ModeEngine;

/**
 * SIGTERM, raised inside this JVM. While open it stands behind the server's handler: a signal that no server takes is
 * counted and does not end the JVM of the tests. By reflection, since javac warns about these classes and cannot be told
 * not to.
 */
final class TermSignal implements AutoCloseable {
    private final Class<?> type = Class.forName("sun.misc.Signal");
    private final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    private final Object term = type.getConstructor(String.class).newInstance("TERM");
    private final AtomicInteger untaken = new AtomicInteger();
    private final Object before;

    TermSignal() throws ReflectiveOperationException {
        Object handler = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {handlerType}, (_, method, _) -> switch (method.getName()) {
                    // It ends the process of a coroutine server; this one has more tests to run.
                    case "handle" -> ModeEngine.endCoroutineServers() ? 0 : untaken.incrementAndGet();
                    case "hashCode" -> 0;
                    case "toString" -> "nobody's TERM";
                    default -> false;
                });
        before = install(handler);
    }

    void raise() throws ReflectiveOperationException {
        type.getMethod("raise", type).invoke(null, term);
    }

    int untaken() {
        return untaken.get();
    }

    @Override
    public void close() throws ReflectiveOperationException {
        install(before);
    }

    private Object install(Object handler) throws ReflectiveOperationException {
        return type.getMethod("handle", type, handlerType).invoke(null, term, handler);
    }
}
