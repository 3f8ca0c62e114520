package swoole4j.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.FromMaster;

/** Commands that other processes carry out. Confined to the manager. */
final class Questions {
    private final Map<Long, Open> open = new HashMap<>();
    private long tickets;

    /** Who was asked, and who wants to know. */
    private record Open(int incarnation, Consumer<@Nullable String> reply) {}

    /** Returns what to say to a process. */
    FromMaster ask(int incarnation, String command, String json, Consumer<@Nullable String> reply) {
        long ticket = ++tickets;
        open.put(ticket, new Open(incarnation, reply));
        return new FromMaster.Ask(ticket, command, json);
    }

    /** A process answers. */
    void answer(long ticket, @Nullable String json) {
        Open asked = open.remove(ticket);
        if (asked != null) asked.reply.accept(json);
    }

    /** A process has ended and answers nothing any more. */
    void forget(int incarnation) {
        open.values().removeIf(asked -> {
            if (asked.incarnation != incarnation) return false;
            asked.reply.accept(null);
            return true;
        });
    }
}
