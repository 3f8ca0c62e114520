package swoole4j.framework.spi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The applications of this JVM. */
public final class Applications {
    private static final List<Application> RUNNING = new CopyOnWriteArrayList<>();

    private Applications() {}

    /** Tells that an application begins. */
    public static void add(Application application) {
        RUNNING.add(application);
    }

    /** Tells that an application has ended. */
    public static void remove(Application application) {
        RUNNING.remove(application);
    }

    /**
     * Returns the application of the running callback, elsewhere the only one of this JVM.
     *
     * @throws IllegalStateException when there is none, or elsewhere several
     */
    public static Application current() {
        Scope scope = Scope.currentOrNull();
        if (scope != null) return scope.application();
        List<Application> running = List.copyOf(RUNNING);
        if (running.size() == 1) return running.getFirst();
        throw new IllegalStateException(
                running.isEmpty()
                        ? "no application runs in this JVM"
                        : running.size() + " applications run in this JVM: App.run(task) says which is meant");
    }
}
