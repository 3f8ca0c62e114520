package swoole4j.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** What {@link swoole4j.Coroutine#stats} returns. */
public final class CoroutineFacts {
    private static final String[] NAMES = {
        "event_num",
        "signal_listener_num",
        "aio_task_num",
        "aio_worker_num",
        "aio_idle_worker_num",
        "aio_pending_release_worker_num",
        "aio_peak_worker_num",
        "aio_created_worker_num",
        "aio_released_worker_num",
        "aio_scale_up_count",
        "aio_scale_down_count",
        "aio_queue_size",
        "c_stack_size"
    };

    private CoroutineFacts() {}

    public static Map<String, Object> of(@Nullable Scheduler scheduler) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String name : NAMES) facts.put(name, 0);
        facts.put("coroutine_num", scheduler == null ? 0 : scheduler.count());
        facts.put("coroutine_peak_num", scheduler == null ? 0 : scheduler.peak());
        facts.put(
                "coroutine_last_cid",
                scheduler == null ? 0 : scheduler.coroutines().lastId());
        return facts;
    }
}
