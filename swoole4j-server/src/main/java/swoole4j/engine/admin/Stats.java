package swoole4j.engine.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ConnectionStatistics;
import swoole4j.engine.link.Tally;
import swoole4j.engine.task.TaskSystem;

/** Makes the map of {@code stats()}. Any thread. */
final class Stats {
    private final Staff staff;

    Stats(Staff staff) {
        this.staff = staff;
    }

    /** Counts now; {@code own} is what the worker that asks did, null outside of workers. */
    Map<String, Long> count(@Nullable Tally own) {
        Map<String, Long> stats = new LinkedHashMap<>();
        ConnectionStatistics connections = staff.context().view().statistics();
        TaskSystem tasks = staff.tasks();
        stats.put("start_time", staff.statistics().startSeconds());
        stats.put("connection_num", (long) connections.open());
        stats.put("abort_count", connections.aborted());
        stats.put("accept_count", connections.accepted());
        stats.put("close_count", connections.closed());
        stats.put("worker_num", (long) staff.workers());
        stats.put("task_worker_num", (long) tasks.taskWorkers());
        stats.put("user_worker_num", (long) tasks.userProcesses());
        stats.put("idle_worker_num", (long) staff.idleWorkers());
        stats.put("dispatch_count", sum(Tally::dispatched));
        stats.put("request_count", sum(Tally::requests));
        stats.put("response_count", staff.statistics().responses());
        stats.put("total_recv_bytes", connections.receivedBytes());
        stats.put("total_send_bytes", connections.sentBytes());
        stats.put("pipe_packet_msg_id", 0L);
        stats.put("concurrency", sum(Tally::inWork));
        stats.put("session_round", (long) connections.lastFd());
        stats.put("min_fd", (long) connections.minSocketFd());
        stats.put("max_fd", (long) connections.maxSocketFd());
        if (own != null) {
            stats.put("worker_request_count", own.requests());
            stats.put("worker_response_count", own.responses());
            stats.put("worker_dispatch_count", own.dispatched());
            stats.put("worker_concurrency", own.inWork());
        }
        if (tasks.taskWorkers() > 0) {
            stats.put("task_idle_worker_num", (long) tasks.idleTaskWorkers());
            stats.put("tasking_num", (long) tasks.waitingTasks());
            stats.put("task_count", tasks.givenTasks());
        }
        stats.put("coroutine_num", (long) staff.coroutines());
        stats.put("coroutine_peek_num", (long) staff.coroutinesAtMost());
        return stats;
    }

    private long sum(ToLongFunction<Tally> count) {
        return IntStream.range(0, staff.workers())
                .mapToObj(staff.statistics()::worker)
                .mapToLong(count)
                .sum();
    }
}
