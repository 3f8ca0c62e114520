package swoole4j.engine.admin;

import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MANAGER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MASTER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_REACTOR_THREAD;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_TASK_WORKER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.server.Command;

/** The commands of a server by name, and how they reach those who carry them out. Filled before the start; then any thread. */
final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final String FAILED = "{\"data\":\"failed to call function\",\"code\":-1}";
    private static final String WRONG_TYPE = "{\"data\":\"wrong return type\",\"code\":-2}";

    private final Server server;
    private final Map<String, Entry> byName = new LinkedHashMap<>();

    private record Entry(int processTypes, Command<Server> command) {}

    Commands(Server server) {
        this.server = server;
    }

    @SuppressWarnings("unchecked") // a command that declares a narrower server than it gets fails when called
    boolean add(String name, int processTypes, Command<?> command) {
        if ((processTypes & SWOOLE_SERVER_COMMAND_REACTOR_THREAD) != 0) {
            log.warn("command {}: reactors cannot carry commands out", name);
            LastError.set(SwooleError.INVALID_PARAMS.number());
            return false;
        }
        return byName.putIfAbsent(name, new Entry(processTypes, (Command<Server>) command)) == null;
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    boolean knows(String name) {
        return byName.containsKey(name);
    }

    /**
     * Has a command carried out and waits for the reply; in a coroutine, which may be one of another server's.
     *
     * @param data JSON
     * @return the reply, or null with the reason in the last error
     */
    @Nullable
    String run(Staff staff, String name, int id, int type, String data) {
        Entry entry = byName.get(name);
        if (entry == null) return failed(SwooleError.SERVER_INVALID_COMMAND);
        if ((entry.processTypes & type) == 0) return failed(SwooleError.OPERATION_NOT_SUPPORT);
        Answer answer = new Answer();
        Executor target = target(staff, id, type);
        if (target != null) {
            target.execute(() -> answer.give(call(name, entry.command, data)));
        } else if (!askOther(staff, name, id, type, data, answer)) {
            return failed(SwooleError.INVALID_PARAMS);
        }
        String text = answer.await();
        return text == null ? failed(SwooleError.CO_TIMEDOUT) : text;
    }

    private static boolean askOther(Staff staff, String name, int id, int type, String data, Answer answer) {
        return switch (type) {
            case SWOOLE_SERVER_COMMAND_EVENT_WORKER ->
                id >= 0 && id < staff.workers() && staff.reach().ask(id, name, data, answer::give);
            case SWOOLE_SERVER_COMMAND_TASK_WORKER ->
                id >= 0
                        && id < staff.tasks().taskWorkers()
                        && staff.reach().ask(staff.workers() + id, name, data, answer::give);
            default -> false;
        };
    }

    /** Carries out what another process asks for; null when there is no such command. In a coroutine. */
    @Nullable
    String carryOut(String name, String data) {
        Entry entry = byName.get(name);
        return entry == null ? null : call(name, entry.command, data);
    }

    private static @Nullable String failed(SwooleError error) {
        LastError.set(error.number());
        return null;
    }

    private static @Nullable Executor target(Staff staff, int id, int type) {
        return switch (type) {
            case SWOOLE_SERVER_COMMAND_MASTER -> id == 0 ? start(staff.master()) : null;
            case SWOOLE_SERVER_COMMAND_MANAGER -> id == 0 ? Commands::manage : null;
            case SWOOLE_SERVER_COMMAND_EVENT_WORKER -> start(staff.worker(id));
            case SWOOLE_SERVER_COMMAND_TASK_WORKER -> start(staff.tasks().taskWorker(id));
            default -> null;
        };
    }

    private static @Nullable Executor start(@Nullable Scheduler scheduler) {
        return scheduler == null ? null : scheduler::start;
    }

    /** Not in the thread that replaces workers, which a command must not hold. */
    private static void manage(Runnable task) {
        Thread.ofPlatform().name("swoole4j-command").start(task);
    }

    private String call(String name, Command<Server> command, String data) {
        try {
            return command.call(server, data) instanceof String text ? text : WRONG_TYPE;
        } catch (Throwable e) {
            log.error("command {} failed", name, e);
            return FAILED;
        }
    }

    /** What a command returns, and who waits for it. */
    private static final class Answer {
        private final Thread waiting = Thread.currentThread();
        private volatile @Nullable String text;
        private volatile boolean given;

        void give(@Nullable String reply) {
            text = reply;
            given = true;
            LockSupport.unpark(waiting);
        }

        @Nullable
        String await() {
            Scheduler.required("command").await(() -> given, PATIENCE);
            return text;
        }
    }

    /** The master's coroutines alone may give commands. */
    static boolean mayCall(Staff staff) {
        Scheduler master = staff.master();
        return master != null
                && Scheduler.current() == master
                && Thread.currentThread().isVirtual();
    }

    /** Reads a reply. */
    static @Nullable Object decode(String reply) {
        try {
            return JsonReader.read(reply);
        } catch (SwooleException e) {
            log.warn("the reply of a command is no JSON: {}", e.getMessage());
            return null;
        }
    }
}
