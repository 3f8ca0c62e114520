package swoole4j.engine.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.WatchSettings;

/**
 * Tells of coroutines that hold their worker's thread too long, with the stack that holds it. Looks from outside at how many
 * continuations each worker has run, so that workers do nothing for it but count. Confined to the thread that watches.
 */
public final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final WatchSettings settings;
    private final Staff staff;
    private final LongSupplier nanoClock;
    private final Watched[] workers;

    /** What was seen of one worker. */
    private static final class Watched {
        long turns = -1;
        long since;
        boolean warned;
        boolean written;
    }

    Watchdog(WatchSettings settings, Staff staff, LongSupplier nanoClock) {
        this.settings = settings;
        this.staff = staff;
        this.nanoClock = nanoClock;
        this.workers = new Watched[staff.workers()];
        for (int id = 0; id < workers.length; id++) workers[id] = new Watched();
    }

    /** Watches the workers of a server from now on, if anybody wants to know. */
    public static void begin(WatchSettings settings, Staff staff, ScheduledExecutorService watch) {
        long shortest = settings.shortestNanos();
        if (shortest == 0) return;
        long period = WatchSettings.period(shortest);
        Watchdog dog = new Watchdog(settings, staff, System::nanoTime);
        watch.scheduleWithFixedDelay(dog::look, period, period, TimeUnit.NANOSECONDS);
    }

    void look() {
        try {
            for (int id = 0; id < workers.length; id++) {
                Scheduler scheduler = staff.worker(id);
                if (scheduler != null) look(id, workers[id], scheduler);
            }
        } catch (RuntimeException e) { // the next look may go well
            log.warn("the watchdog failed", e);
        }
    }

    private void look(int id, Watched worker, Scheduler scheduler) {
        long turns = scheduler.turns();
        if (turns < 0 || turns != worker.turns || scheduler.isIdle()) {
            worker.turns = turns;
            worker.since = nanoClock.getAsLong();
            worker.warned = false;
            worker.written = false;
            return;
        }
        long held = nanoClock.getAsLong() - worker.since;
        boolean warns = settings.warnNanos() > 0 && held >= settings.warnNanos() && !worker.warned;
        boolean writes = settings.slowLog() != null && held >= settings.slowLogNanos() && !worker.written;
        if (!warns && !writes) return;
        String text = describe(id, held, scheduler.stack());
        if (scheduler.turns() != turns) return; // the stack may be another's
        worker.warned |= warns;
        worker.written |= writes;
        if (warns) log.warn("{}", text);
        if (writes) write(text);
    }

    private static String describe(int id, long held, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder("worker ")
                .append(id)
                .append(" has been held for ")
                .append(TimeUnit.NANOSECONDS.toMillis(held))
                .append(" ms; nothing else of it runs meanwhile");
        for (StackTraceElement frame : stack) text.append("\n\tat ").append(frame);
        return text.toString();
    }

    private void write(String text) {
        try {
            Files.writeString(
                    settings.slowLog(),
                    "[" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + "] " + text + "\n\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.warn("request_slowlog_file {} cannot be written: {}", settings.slowLog(), e.toString());
        }
    }
}
