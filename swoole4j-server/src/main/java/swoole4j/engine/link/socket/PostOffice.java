package swoole4j.engine.link.socket;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.shared.PostBook;

/** Hands mail on to the workers, chooses task workers, and keeps the book of what waits. Confined to one loop. */
final class PostOffice {
    private static final Logger log = LoggerFactory.getLogger(PostOffice.class);
    private static final long WARNING_MICROS = 1_000_000;

    private final int eventWorkers;
    private final PostBook book;
    private final List<Outlet<Mail>> outlets = new ArrayList<>();
    private final Set<Mail> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    private int turn;
    private long nextWarning;

    /** Opens an office for event workers and, numbered behind them, task workers. */
    PostOffice(int eventWorkers, int taskWorkers, PostBook book) {
        this.eventWorkers = eventWorkers;
        this.book = book;
        // who sends looks into the book before
        for (int i = 0; i < eventWorkers + taskWorkers; i++) {
            outlets.add(new Outlet<>(Mail::size, Integer.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    List<Outlet<Mail>> outlets() {
        return outlets;
    }

    void accept(Mail mail) {
        Mail addressed = mail instanceof Mail.Task task && task.to() < 0 ? task.to(choose(task.micros())) : mail;
        int to = addressed.to();
        if (to < 0 || to >= outlets.size()) {
            log.error("mail for worker {} cannot be delivered, there are {}", to, outlets.size());
            return;
        }
        book.enter(to, addressed.size(), addressed instanceof Mail.Task);
        waiting.add(addressed);
        outlets.get(to).offer(addressed);
    }

    private int choose(long now) {
        int taskWorkers = outlets.size() - eventWorkers;
        if (taskWorkers == 0) return -1;
        for (int tries = 0; tries < taskWorkers; tries++) {
            int next = eventWorkers + Math.floorMod(turn++, taskWorkers);
            if (book.isIdle(next)) return next;
        }
        if (now >= nextWarning) {
            nextWarning = now + WARNING_MICROS;
            log.warn("No idle task worker is available");
        }
        return eventWorkers + Math.floorMod(turn++, taskWorkers);
    }

    /** A worker begins to handle it. */
    void begun(Mail mail) {
        if (waiting.remove(mail)) book.leave(mail.to(), mail.size(), mail instanceof Mail.Task);
    }

    /** It was handled, or its worker died meanwhile. */
    void over(Mail mail) {
        begun(mail);
        if (mail instanceof Mail.Task) book.over(mail.to());
    }
}
