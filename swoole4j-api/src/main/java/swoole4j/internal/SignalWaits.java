package swoole4j.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a signal of the process. While somebody does, it has no other effect; afterwards it has the one that it had
 * before. Any thread.
 *
 * <p>The JDK's only way is {@code sun.misc.Signal}, whose every use is a warning that cannot be switched off; so it is called by
 * name.
 */
public final class SignalWaits {
    /** Names as the JDK wants them, by the numbers of Linux. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(6, "ABRT"),
            Map.entry(10, "USR1"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(17, "CHLD"),
            Map.entry(18, "CONT"),
            Map.entry(21, "TTIN"),
            Map.entry(22, "TTOU"),
            Map.entry(23, "URG"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(26, "VTALRM"),
            Map.entry(27, "PROF"),
            Map.entry(28, "WINCH"),
            Map.entry(29, "IO"),
            Map.entry(30, "PWR"),
            Map.entry(31, "SYS"));

    private static final Map<Integer, List<Wait>> waits = new HashMap<>();
    private static final Map<Integer, Object> before = new HashMap<>();

    private SignalWaits() {}

    /** A thread that waits for one of some signals. */
    public static final class Wait implements AutoCloseable {
        private final Thread waiter = Thread.currentThread();
        private final Collection<Integer> signals;
        private volatile int received;

        private Wait(Collection<Integer> signals) {
            this.signals = signals;
        }

        /** Returns the signal that came, 0 for none. */
        public int received() {
            return received;
        }

        private void receive(int signal) {
            received = signal;
            LockSupport.unpark(waiter);
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /**
     * Begins to wait.
     *
     * @return null when one of the signals is unknown or cannot be caught
     */
    public static synchronized @Nullable Wait begin(Collection<Integer> signals) {
        Wait wait = new Wait(List.copyOf(signals));
        for (int signal : wait.signals) {
            if (!NAMES.containsKey(signal) || !add(signal, wait)) {
                remove(wait);
                return null;
            }
        }
        return wait;
    }

    private static boolean add(int signal, Wait wait) {
        if (!waits.containsKey(signal)) {
            try {
                before.put(signal, install(signal, handler(signal)));
            } catch (ReflectiveOperationException e) {
                return false; // the JVM uses it, or runs with -Xrs
            }
        }
        waits.computeIfAbsent(signal, _ -> new CopyOnWriteArrayList<>()).add(wait);
        return true;
    }

    private static synchronized void remove(Wait wait) {
        for (int signal : wait.signals) {
            List<Wait> others = waits.get(signal);
            if (others == null || !others.remove(wait) || !others.isEmpty()) continue;
            waits.remove(signal);
            try {
                install(signal, before.remove(signal));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("signal " + signal + " cannot be given back", e);
            }
        }
    }

    private static void received(int signal) {
        List<Wait> all;
        synchronized (SignalWaits.class) {
            all = waits.getOrDefault(signal, List.of());
        }
        for (Wait wait : all) wait.receive(signal);
    }

    private static Object handler(int signal) throws ClassNotFoundException {
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "toString" -> "wait for signal " + signal;
                default -> {
                    received(signal);
                    yield null;
                }
            };
        });
    }

    /** Installs a handler and returns the one before. */
    private static @Nullable Object install(int signal, @Nullable Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        try {
            Object named = type.getConstructor(String.class).newInstance(NAMES.get(signal));
            return type.getMethod("handle", type, handlerType).invoke(null, named, handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) throw e;
            throw new IllegalStateException(e.getCause());
        }
    }
}
