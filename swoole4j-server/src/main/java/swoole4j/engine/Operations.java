package swoole4j.engine;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.engine.admin.Admin;
import swoole4j.engine.admin.Staff;
import swoole4j.engine.admin.Watchdog;
import swoole4j.engine.config.AdminSettings;
import swoole4j.engine.config.LogSettings;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.WatchSettings;
import swoole4j.engine.log.LogProvider;

/** What surrounds a running server: log, pid file, statistics, commands, the watchdog. Called by the thread that starts it. */
final class Operations {
    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final Admin admin;
    private final AdminSettings adminSettings;
    private final WatchSettings watchSettings;
    private final swoole4j.http.@Nullable Server adminServer;
    private final @Nullable PidFile pidFile;
    private final ScheduledThreadPoolExecutor watch;

    /**
     * Reads the settings and takes what is there to take.
     *
     * @param ofWorker whether this is a process of a worker, whose master takes what there is but once
     * @throws SwooleException when something cannot be had
     */
    Operations(Admin admin, Options options, boolean ofWorker) {
        this.admin = admin;
        this.adminSettings = ofWorker ? AdminSettings.NONE : AdminSettings.of(options);
        this.watchSettings = WatchSettings.of(options);
        LogSettings logs = LogSettings.of(options);
        Path pid = ofWorker ? null : AdminSettings.pidFile(options);
        this.pidFile = pid == null ? null : new PidFile(pid);
        this.adminServer = admin.bind(adminSettings);
        this.watch = new ScheduledThreadPoolExecutor(1, Operations::watcher);
        LogProvider.configure(logs);
        if (logs.background()) stayInForeground(logs.file());
        if (pidFile != null) pidFile.write();
    }

    /** Its one thread begins with the first task. */
    private static Thread watcher(Runnable body) {
        Thread thread = new Thread(body, "swoole4j-watch");
        thread.setDaemon(true);
        return thread;
    }

    private static void stayInForeground(@Nullable Path file) {
        log.warn(
                "daemonize: a JVM cannot go to the background by itself, use systemd, nohup or setsid;"
                        + " its output goes to {}",
                file == null ? "where it went, for want of log_file" : file);
        if (file == null) return;
        try {
            // closed with the process
            PrintStream out = new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
            System.setOut(out);
            System.setErr(out);
        } catch (IOException e) {
            throw new SwooleException("option log_file: " + file + " cannot be opened: " + e, 0, e);
        }
    }

    /** The server is about to begin: it listens already. */
    void begin(Running server) {
        LogProvider.eventWorkers(server.context().workers().count());
        Staff staff = new Staff(server.context(), server.services(), server.tasks());
        admin.begin(staff, adminSettings, adminServer, watch);
        Watchdog.begin(watchSettings, staff, watch);
        server.watch(watchSettings, watch);
    }

    /** The server has ended, or could not begin. */
    void end() {
        watch.shutdown();
        admin.end();
        if (pidFile != null) pidFile.remove();
    }
}
