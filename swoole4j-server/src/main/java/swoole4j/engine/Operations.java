package swoole4j.engine;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.admin.Admin;
import swoole4j.engine.admin.Auxiliaries;
import swoole4j.engine.admin.Staff;
import swoole4j.engine.admin.Watchdog;
import swoole4j.engine.config.AdminSettings;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.WatchSettings;

/** What surrounds a running server: statistics, commands and the watchdog. Called by the thread that starts it. */
final class Operations {
    private final Admin admin;
    private final AdminSettings adminSettings;
    private final WatchSettings watchSettings;
    private final swoole4j.http.@Nullable Server adminServer;
    private final ScheduledThreadPoolExecutor watch;

    /**
     * Reads the settings and takes what is there to take.
     *
     * @throws swoole4j.SwooleException when something cannot be had
     */
    Operations(Admin admin, Options options) {
        this.admin = admin;
        this.adminSettings = AdminSettings.of(options);
        this.watchSettings = WatchSettings.of(options);
        this.adminServer = admin.bind(adminSettings);
        this.watch = new ScheduledThreadPoolExecutor(1, Operations::watcher);
    }

    /** Its one thread begins with the first task. */
    private static Thread watcher(Runnable body) {
        Thread thread = new Thread(body, "swoole4j-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** The server is about to begin. */
    void begin(RunningServer server) {
        Staff staff = new Staff(server.context(), server.services(), Auxiliaries.NONE);
        admin.begin(staff, adminSettings, adminServer, watch);
        Watchdog.begin(watchSettings, staff, watch);
    }

    /** The server has ended. */
    void end() {
        watch.shutdown();
        admin.end();
    }
}
