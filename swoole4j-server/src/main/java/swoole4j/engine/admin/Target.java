package swoole4j.engine.admin;

import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MANAGER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MASTER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_REACTOR_THREAD;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_TASK_WORKER;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a path such as {@code /api/getpid/worker-1} means.
 *
 * @param name as in the path
 * @param type one of the command constants
 * @param id from 0 on
 */
record Target(String name, int type, int id) {
    /** Returns those that a word of a path means, or null when it means nobody. */
    static @Nullable List<Target> of(String word, Staff staff) {
        return switch (word) {
            case "master" -> List.of(new Target(word, SWOOLE_SERVER_COMMAND_MASTER, 0));
            case "manager" -> List.of(new Target(word, SWOOLE_SERVER_COMMAND_MANAGER, 0));
            case "all" -> everybody(staff);
            case "all_worker", "all_event_worker" -> eventWorkers(staff);
            case "all_task", "all_task_worker" -> taskWorkers(staff);
            case "all_reactor", "all_reactor_thread" -> List.of();
            default -> {
                Target one = numbered(word);
                yield one == null ? null : List.of(one);
            }
        };
    }

    private static @Nullable Target numbered(String word) {
        int dash = word.indexOf('-');
        if (dash < 0) return null;
        int type = switch (word.substring(0, dash)) {
            case "worker", "event_worker" -> SWOOLE_SERVER_COMMAND_EVENT_WORKER;
            case "task", "task_worker" -> SWOOLE_SERVER_COMMAND_TASK_WORKER;
            case "reactor", "reactor_thread" -> SWOOLE_SERVER_COMMAND_REACTOR_THREAD;
            default -> 0;
        };
        String digits = word.substring(dash + 1);
        return type == 0 || !digits.matches("[0-9]{1,6}") ? null : new Target(word, type, Integer.parseInt(digits));
    }

    private static List<Target> everybody(Staff staff) {
        List<Target> all = new ArrayList<>();
        all.add(new Target("master", SWOOLE_SERVER_COMMAND_MASTER, 0));
        all.add(new Target("manager", SWOOLE_SERVER_COMMAND_MANAGER, 0));
        all.addAll(eventWorkers(staff));
        all.addAll(taskWorkers(staff));
        return all;
    }

    private static List<Target> eventWorkers(Staff staff) {
        return several("worker-", SWOOLE_SERVER_COMMAND_EVENT_WORKER, staff.workers());
    }

    private static List<Target> taskWorkers(Staff staff) {
        return several("task-", SWOOLE_SERVER_COMMAND_TASK_WORKER, staff.tasks().taskWorkers());
    }

    private static List<Target> several(String prefix, int type, int count) {
        List<Target> targets = new ArrayList<>();
        for (int id = 0; id < count; id++) targets.add(new Target(prefix + id, type, id));
        return targets;
    }
}
