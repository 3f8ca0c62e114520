package swoole4j.internal.shared;

import java.io.IOException;

/** The memory of a master and of children of it, all in one JVM. */
public final class SharedMemories {
    private SharedMemories() {}

    /** Returns memory that shares nothing with what other tests use. */
    public static SharedMemory master() {
        return SharedMemory.ofMaster();
    }

    /** Returns the memory of a child that sees what {@code master} has made so far. */
    public static SharedMemory childOf(SharedMemory master) {
        return SharedMemory.ofChild(master.environment().get(SharedMemory.VARIABLE));
    }

    /** Lets its process be dead for all others. */
    public static void kill(SharedMemory memory) {
        try {
            memory.processes().die();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes the names of its files. */
    public static void end(SharedMemory memory) {
        memory.begin();
    }
}
