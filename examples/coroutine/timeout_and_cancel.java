import static swoole4j.Coroutine.go;
import static swoole4j.Coroutine.run;

import swoole4j.Coroutine;
import swoole4j.coroutine.CanceledException;
import swoole4j.coroutine.Channel;

void main() {
    run(() -> {
        var chan = new Channel<String>();
        IO.println(chan.pop(0.05) + ", error " + chan.errCode()); // nobody pushes: null after 50 ms

        int sleeper = go(() -> {
            boolean slept = Coroutine.sleep(3600);
            IO.println("slept for an hour: " + slept + ", cancelled: " + Coroutine.isCanceled());
        });
        IO.println("cancel: " + Coroutine.cancel(sleeper)); // the sleeper runs before cancel returns

        int worker = go(() -> {
            try {
                Coroutine.yield(); // until somebody resumes it
            } catch (CanceledException e) {
                IO.println("cancelled by an exception");
            } finally {
                IO.println("cleaned up");
            }
        });
        Coroutine.cancel(worker, true);

        var results = Coroutine.batch(
                Map.of("fast", () -> "here", "slow", () -> Coroutine.sleep(3600)), 0.1);
        IO.println(results.get("fast") + ", " + results.get("slow"));
        Coroutine.listCoroutines().forEach(cid -> { // the slow one goes on, so it is ended here
            if (cid != Coroutine.getCid()) Coroutine.cancel(cid);
        });
    });
}
