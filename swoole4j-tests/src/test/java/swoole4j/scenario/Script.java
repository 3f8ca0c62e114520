package swoole4j.scenario;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A compiled script that runs inside this JVM as if it were a program: own classes, own main thread, an exit code. */
final class Script implements RunningProgram {
    private final Thread main;
    private final TermSignal term;
    private volatile @Nullable Throwable failure;

    /** Starts the main method of {@code name} the way the java launcher does for a compact source file. */
    Script(TermSignal term, Path classes, String name, String... arguments) {
        this.term = term;
        main = Thread.ofPlatform().name("main of " + name).daemon().start(() -> {
            try (var loader = new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
                Thread.currentThread().setContextClassLoader(loader);
                runMain(loader.loadClass(name), arguments);
            } catch (InvocationTargetException e) {
                failure = e.getCause();
            } catch (Throwable e) {
                failure = e;
            }
        });
    }

    /** Returns the exit code that a process would have. */
    @Override
    public @Nullable Integer exitCode(Deadline deadline) throws InterruptedException {
        if (!deadline.passed()) main.join(deadline.millisLeft());
        if (main.isAlive()) return null;
        return failure == null ? 0 : 1;
    }

    @Override
    public void terminate() throws ReflectiveOperationException {
        term.raise();
    }

    /** Ends it the way an operator does; a server that does not stop is a failure of its own. */
    @Override
    public void close() throws ReflectiveOperationException {
        if (!main.isAlive()) return;
        terminate();
        try {
            if (exitCode(Deadline.in(10_000)) != null) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String signal = term.untaken() == 0 ? "" : ", nothing took the signal";
        throw new AssertionError(main.getName() + " runs on after SIGTERM" + signal + ": " + stack());
    }

    @Override
    public boolean runs() {
        return main.isAlive();
    }

    @Override
    public void pause() throws InterruptedException {
        main.join(5);
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Returns where the main thread is. */
    @Override
    public String stack() {
        return Arrays.toString(main.getStackTrace());
    }

    private static void runMain(Class<?> type, String[] arguments) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        for (Method method : type.getDeclaredMethods()) {
            if (!method.getName().equals("main")) continue;
            method.setAccessible(true);
            Object script = constructor.newInstance();
            if (method.getParameterCount() == 0) {
                method.invoke(script);
            } else {
                method.invoke(script, (Object) arguments);
            }
            return;
        }
        throw new NoSuchMethodException("main in " + type);
    }
}
