package swoole4j.engine.admin;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.engine.config.AdminSettings;
import swoole4j.http.Server;
import swoole4j.server.Command;
import swoole4j.spi.AdminHandle;

/** Statistics and commands of one server, before, while and after it runs. Any thread. */
public final class Admin implements AdminHandle {
    private static final Logger log = LoggerFactory.getLogger(Admin.class);

    private final Commands commands;
    private volatile boolean begun;
    private volatile @Nullable Running running;

    /** What there is between start and end. */
    private record Running(
            Staff staff, Stats stats, @Nullable AdminServer http) {}

    /** Creates the administration of a server that was not started. */
    public Admin(swoole4j.Server server) {
        this.commands = new Commands(server);
    }

    /** Tells whether a server is one that answers for another one. */
    public static boolean isInner(swoole4j.Server server) {
        return server instanceof AdminServer.Inner;
    }

    /**
     * Binds the address of {@code admin_server}, if there is one.
     *
     * @throws swoole4j.SwooleException when that is not possible
     */
    public @Nullable Server bind(AdminSettings settings) {
        AdminSettings.Address address = settings.http();
        return address == null ? null : AdminServer.bind(address);
    }

    /**
     * The server is about to run.
     *
     * @param bound what {@link #bind} returned
     * @param watch the thread that writes files
     */
    public void begin(Staff staff, AdminSettings settings, @Nullable Server bound, ScheduledExecutorService watch) {
        begun = true;
        Stats stats = new Stats(staff);
        BuiltIns.add(staff, stats, commands);
        AdminSettings.Address address = settings.http();
        AdminServer http = bound == null || address == null ? null : new AdminServer(bound, staff, commands, address);
        running = new Running(staff, stats, http);
        if (http != null) http.start();
        if (settings.statsFile() == null) return;
        StatsFile file = new StatsFile(settings.statsFile());
        Runnable write = () -> file.write(stats.count(staff.statistics().worker(Staff.MASTER)));
        watch.scheduleWithFixedDelay(write, 0, settings.statsMillis(), TimeUnit.MILLISECONDS);
    }

    /** The server has ended. */
    public void end() {
        Running ended = running;
        running = null;
        if (ended != null && ended.http != null) ended.http.stop();
    }

    @Override
    public @Nullable Map<String, Long> stats() {
        Running now = live();
        return now == null ? null : now.stats.count(now.staff.statistics().caller());
    }

    @Override
    public boolean addCommand(String name, int processTypes, Command<?> command) {
        if (!begun) return commands.add(name, processTypes, command);
        return refuse("server is running, unable to add a command");
    }

    @Override
    public @Nullable Object command(
            String name, int processId, int processType, @Nullable Object data, boolean jsonDecode) {
        Running now = live();
        if (now == null) return null;
        if (!Commands.mayCall(now.staff)) {
            log.warn(
                    "command {}: only coroutines of the master, worker 0 where there is none, can give commands", name);
            LastError.set(SwooleError.INVALID_PARAMS.number());
            return null;
        }
        String reply = commands.run(now.staff, name, processId, processType, JsonWriter.write(data));
        if (reply == null) return null;
        return jsonDecode ? Commands.decode(reply) : reply;
    }

    /** Carries out what another process asks for; null when there is no such command. In a coroutine. */
    public @Nullable String carryOut(String command, String json) {
        return commands.carryOut(command, json);
    }

    @Override
    public @Nullable Server adminServer() {
        Running now = running;
        return now == null || now.http == null ? null : now.http.http();
    }

    private @Nullable Running live() {
        Running now = running;
        if (now == null) refuse("server is not running");
        return now;
    }

    private static boolean refuse(String why) {
        log.warn("{}", why);
        LastError.set(SwooleError.PHP_FATAL_ERROR.number());
        return false;
    }
}
