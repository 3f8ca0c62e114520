package swoole4j.engine.process;

import java.nio.file.Path;
import java.util.Optional;

/** What this process is to the one that its environment calls its master. */
interface ProcessFamily {
    /** What a process can be to a master. */
    enum Relation {
        /** The master started it; with {@code worker_command} perhaps by a script. */
        CHILD,
        /** A worker started it, or somebody else to whom the environment came. */
        OTHER,
        /** The master is gone, and so nobody can tell any more. */
        ORPHAN
    }

    /** As the system knows it. */
    ProcessFamily OF_THIS_JVM = master -> {
        if (ProcessHandle.of(master).isEmpty()) return Relation.ORPHAN;
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent()) {
            if (ancestor.get().pid() == master) return Relation.CHILD;
            if (isJvm(ancestor.get())) return Relation.OTHER; // a worker
            ancestor = ancestor.get().parent();
        }
        return Relation.OTHER;
    };

    Relation relationTo(long master);

    private static boolean isJvm(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()).startsWith("java"))
                .orElse(false);
    }
}
