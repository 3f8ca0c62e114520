package swoole4j.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import swoole4j.testing.ChildServer;

/** Does to the processes of a server what an operator, the system and bad luck do. */
final class Disturber {
    /** What happens at once, and how often in each round. */
    private enum Disturbance {
        KILL_ONE(2),
        KILL_TWO(1),
        KILL_WHAT_STARTS(1),
        STOP(3),
        CONTINUE(2),
        RELOAD(1),
        RELOAD_AND_KILL(1),
        STOP_AND_RELOAD(1);

        final int times;

        Disturbance(int times) {
            this.times = times;
        }
    }

    private final ChildServer server;
    private final int workers;
    private final ProcessHandle master;
    private final NumberedClients clients;
    private final Random random;
    private final ArrayDeque<Disturbance> round = new ArrayDeque<>();
    private final List<ProcessHandle> stopped = new ArrayList<>();
    private final List<ProcessHandle> killed = new ArrayList<>();
    private int stops;
    private int reloads;

    Disturber(ChildServer server, int workers, NumberedClients clients, Random random) {
        this.server = server;
        this.workers = workers;
        this.master = ProcessHandle.of(server.pid()).orElseThrow();
        this.clients = clients;
        this.random = random;
    }

    private Disturbance next() {
        if (round.isEmpty()) {
            List<Disturbance> all = new ArrayList<>();
            for (Disturbance one : Disturbance.values()) all.addAll(Collections.nCopies(one.times, one));
            Collections.shuffle(all, random);
            round.addAll(all);
        }
        return round.remove();
    }

    /** Does the next thing of the round that can be done now. */
    void disturb() throws Exception {
        while (!does(next())) {}
    }

    private boolean does(Disturbance disturbance) throws Exception {
        return switch (disturbance) {
            case KILL_ONE -> kill(this::hasServed);
            case KILL_TWO -> {
                boolean killed = kill(this::hasServed);
                yield kill(this::hasServed) || killed;
            }
            case KILL_WHAT_STARTS -> kill(process -> !hasServed(process));
            case STOP -> stop();
            case CONTINUE -> !stopped.isEmpty() && resume(stopped.remove(random.nextInt(stopped.size())));
            case RELOAD -> reload();
            case RELOAD_AND_KILL -> reload() && kill(_ -> true);
            case STOP_AND_RELOAD -> stop() && reload();
        };
    }

    private boolean hasServed(ProcessHandle process) {
        return clients.repliesOf(process.pid()) > 0;
    }

    private boolean kill(Predicate<ProcessHandle> which) throws Exception {
        List<ProcessHandle> candidates =
                master.children().filter(which).filter(ProcessHandle::isAlive).toList();
        if (candidates.isEmpty()) return false;
        ProcessHandle worker = candidates.get(random.nextInt(candidates.size()));
        signal(worker, "KILL");
        killed.add(worker);
        return true;
    }

    /** One worker at least can go on. */
    private boolean stop() throws Exception {
        stopped.removeIf(process -> !process.isAlive());
        if (stopped.size() == workers - 1) return false;
        List<ProcessHandle> candidates = master.children()
                .filter(this::hasServed)
                .filter(one -> !stopped.contains(one))
                .toList();
        if (candidates.isEmpty()) return false;
        ProcessHandle worker = candidates.get(random.nextInt(candidates.size()));
        signal(worker, "STOP");
        stopped.add(worker);
        stops++;
        return true;
    }

    private boolean resume(ProcessHandle worker) throws Exception {
        if (!worker.isAlive()) return false;
        signal(worker, "CONT");
        return true;
    }

    /** While workers are being replaced, a server pays no attention to those who want that again. */
    private boolean reload() throws Exception {
        if (server.count("before reload") != server.count("after reload")) return false;
        signal(master, "USR1");
        reloads++;
        awaitCount("before reload", reloads);
        return true;
    }

    private void awaitCount(String text, long count) {
        if (server.count(text) < count) server.awaitLine(_ -> server.count(text) >= count);
    }

    /** Lets all processes go on that can, and waits for the end of those that were killed or replaced. */
    void rest() throws Exception {
        for (ProcessHandle worker : stopped) resume(worker);
        stopped.clear();
        for (ProcessHandle worker : killed)
            worker.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        awaitCount("after reload", reloads);
    }

    int killed() {
        return killed.size();
    }

    /** Signals the master, or a process while it is the master's child. */
    private void signal(ProcessHandle process, String signal) throws Exception {
        boolean own = process.equals(master)
                || process.parent().filter(master::equals).isPresent();
        if (!own) return;
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
        // it may have ended by itself meanwhile, as workers that are replaced do
        if (status != 0) assertEquals(false, process.isAlive(), "kill -" + signal);
    }

    @Override
    public String toString() {
        return killed.size() + " times SIGKILL, " + stops + " times SIGSTOP, " + reloads + " reloads";
    }
}
