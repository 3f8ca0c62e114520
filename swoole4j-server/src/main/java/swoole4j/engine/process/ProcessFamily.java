package swoole4j.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    /** As the system knows it. Who looks for a parent that ends meanwhile finds another one, so the master is looked at last. */
    ProcessFamily OF_THIS_JVM =
            master -> isBelow(master) ? Relation.CHILD : isGone(master) ? Relation.ORPHAN : Relation.OTHER;

    Relation relationTo(long master);

    private static boolean isBelow(long master) {
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent()) {
            if (ancestor.get().pid() == master) return true;
            if (isJvm(ancestor.get())) return false; // a worker
            ancestor = ancestor.get().parent();
        }
        return false;
    }

    /** A process that has ended is listed until its parent asks for its status, which some never do. */
    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty() || isZombie(pid);
    }

    private static boolean isZombie(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return status.startsWith(") Z ", status.lastIndexOf(')')); // behind the name, which may be anything
        } catch (IOException _) {
            return false; // a system without such files
        }
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()).startsWith("java"))
                .orElse(false);
    }
}
