package swoole4j.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Performs the steps of one scenario against a running script and compares what it sees. */
final class Replay implements AutoCloseable {
    private static final long START_TIMEOUT = 60_000;
    /** How long nothing more may come at the end. */
    private static final long QUIET = 30;

    private static final Set<String> UNDERSTOOD = Set.of(
            "connect",
            "port_offset",
            "proto",
            "send",
            "may_fail",
            "text",
            "hex",
            "parts",
            "repeat_hex",
            "expect",
            "read",
            "head",
            "n",
            "frame",
            "decode",
            "close_code",
            "starts_with",
            "expect_nothing",
            "ms",
            "expect_close",
            "how",
            "min_ms",
            "close",
            "half_close",
            "wait_ms",
            "wait_out",
            "count",
            "signal",
            "expect_exit",
            "timeout_ms");

    private final Scenario scenario;
    private final int port;
    private final Placeholders placeholders;
    private final RunningProgram script;
    private final PrintedLines console;
    private final long patience;
    private final Map<String, Peer> peers = new LinkedHashMap<>();

    /**
     * Does nothing yet.
     *
     * @param patience the least that a step may take, in milliseconds; recorded are 5 seconds of a server that serves at once
     */
    Replay(
            Scenario scenario,
            int port,
            Placeholders placeholders,
            RunningProgram script,
            PrintedLines console,
            long patience) {
        this.scenario = scenario;
        this.port = port;
        this.placeholders = placeholders;
        this.script = script;
        this.console = console;
        this.patience = patience;
    }

    void run() throws Exception {
        String where = "before the first step";
        try {
            awaitPorts();
            int number = 0;
            for (JsonNode step : scenario.steps()) {
                where = "step " + number++ + " " + step;
                perform(step);
            }
            where = "after the last step";
            nothingMoreComes();
        } catch (AssertionError | IOException e) {
            String message = scenario.fullName() + ", " + where + "\n" + e.getMessage();
            throw new AssertionError(message + "\n  printed " + console.lines(), e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers.values()) {
            peer.close();
        }
    }

    private void awaitPorts() throws Exception {
        Deadline deadline = Deadline.in(START_TIMEOUT);
        for (int offset : scenario.portOffsets()) {
            while (!ListeningPorts.contain(port + offset)) awaitPort(port + offset, deadline);
        }
        for (int offset : scenario.udpOffsets()) {
            while (!ListeningPorts.containUdp(port + offset)) awaitPort(port + offset, deadline);
        }
    }

    private void awaitPort(int number, Deadline deadline) throws InterruptedException {
        if (!script.runs()) throw new AssertionError("ended before it listened", script.failure());
        if (deadline.passed()) throw new AssertionError("does not listen on " + number);
        script.pause();
    }

    private void perform(JsonNode step) throws Exception {
        var unknown = new TreeSet<String>();
        step.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(UNDERSTOOD);
        if (!unknown.isEmpty()) throw new AssertionError("  cannot do " + unknown);
        String kind = step.fieldNames().next();
        String target = step.get(kind).asText();
        switch (kind) {
            case "connect" -> connect(target, step);
            case "send" -> send(step);
            case "expect" -> expect(step);
            case "expect_nothing" -> expectNothing(step);
            case "expect_close" -> expectClose(step);
            case "close" -> close(step);
            case "half_close" -> peer(target).halfClose();
            case "wait_ms" -> Thread.sleep(step.get(kind).asLong()); // what was recorded is a matter of time
            case "wait_out" -> waitOut(target, step);
            case "signal" -> signal(target);
            case "expect_exit" -> expectExit(step);
            default -> throw new AssertionError("  unknown step " + kind);
        }
    }

    private void connect(String name, JsonNode step) throws IOException {
        int to = port + step.path("port_offset").asInt();
        Peer peer = step.path("proto").asText("tcp").equals("udp") ? Peer.udp(to) : Peer.connect(to);
        peers.put(name, peer);
        placeholders.clientPort(name, peer.localPort());
    }

    private void send(JsonNode step) throws IOException {
        boolean sent = peer(step.get("send").asText()).send(placeholders.filledIn(Payload.of(step)), deadline(step));
        Expectation.same(sent || step.path("may_fail").asBoolean(), "the bytes sent", "the connection closed or full");
    }

    private void expect(JsonNode step) throws IOException {
        String how = step.path("read").asText("idle");
        var reading = new Reading(peer(step.get("expect").asText()), deadline(step));
        byte[] raw = switch (how) {
            case "ws" -> reading.frame();
            case "http" -> reading.response(step.path("head").asBoolean());
            case "bytes" -> reading.count(step.get("n").asInt());
            case "eof" -> reading.toTheEnd();
            case "datagram" -> reading.datagram();
            case "idle" -> reading.toSilence(bytes -> placeholders.in(bytes).length >= Payload.of(step).length);
            default -> throw new AssertionError("  cannot read " + how);
        };
        String coding = step.path("decode").asText("");
        byte[] plain = switch (coding) {
            case "" -> raw;
            case "inflate" -> Frames.inflated(raw);
            default -> ContentCoding.removed(raw, coding);
        };
        boolean exact = how.equals("ws") || how.equals("bytes");
        Expectation.check(step, raw, exact ? plain : placeholders.in(plain));
    }

    private void expectNothing(JsonNode step) throws IOException {
        Peer peer = peer(step.get("expect_nothing").asText());
        Deadline deadline = Deadline.in(step.path("ms").asLong(200));
        while (peer.received().length == 0 && peer.end() == null && !deadline.passed()) {
            peer.fill(deadline);
        }
        Expectation.same(peer.end() == null, "the connection open", "closed by " + peer.end());
        Expectation.equal(new byte[0], peer.received());
    }

    private void expectClose(JsonNode step) throws IOException {
        Peer peer = peer(step.get("expect_close").asText());
        long start = System.nanoTime();
        Expectation.equal(new byte[0], new Reading(peer, deadline(step)).toTheEnd());
        long millis = (System.nanoTime() - start) / 1_000_000;
        String how = step.path("how").asText("any");
        boolean closed = peer.end() != null
                && (how.equals("any") || how.equalsIgnoreCase(peer.end().name()));
        Expectation.same(
                closed, "closed by " + how, peer.end() == null ? "the connection open" : "closed by " + peer.end());
        long least = step.path("min_ms").asLong();
        Expectation.same(millis >= least, "not before " + least + " ms", millis + " ms");
    }

    private void close(JsonNode step) throws IOException {
        Peer peer = peer(step.get("close").asText());
        if (step.path("how").asText("fin").equals("rst")) {
            peer.reset();
        } else {
            peer.close();
        }
    }

    private void waitOut(String prefix, JsonNode step) throws InterruptedException {
        int count = step.path("count").asInt(1);
        boolean printed = console.await(
                lines -> lines.stream().filter(line -> line.startsWith(prefix)).count() >= count, deadline(step));
        Expectation.same(printed, count + " lines that start with " + prefix, "not that many");
    }

    private void signal(String name) throws ReflectiveOperationException {
        if (!name.equals("TERM")) throw new AssertionError("  cannot raise " + name);
        script.terminate();
    }

    private void expectExit(JsonNode step) throws InterruptedException {
        Integer code = script.exitCode(deadline(step));
        Expectation.same(code != null, "the end of the script", "it runs: " + script.stack());
        int wanted = step.get("expect_exit").asInt();
        Expectation.same(code == wanted, "exit code " + wanted, code + " " + script.failure());
    }

    private void nothingMoreComes() throws Exception {
        List<String> wanted = ordered(scenario.stdout());
        if (script.runs()) console.await(lines -> lines.size() >= wanted.size(), Deadline.in(2_000));
        console.await(lines -> lines.size() > wanted.size(), Deadline.in(QUIET));
        Expectation.equal(
                wanted, ordered(console.lines().stream().map(placeholders::in).toList()));
        for (Peer peer : peers.values()) {
            if (!peer.isOpen()) continue; // what a client left unread when it closed is a matter of timing
            peer.fill(Deadline.in(0));
            Expectation.equal(new byte[0], peer.received());
        }
    }

    private Peer peer(String name) {
        Peer peer = peers.get(name);
        if (peer == null) throw new AssertionError("  no connection " + name);
        return peer;
    }

    private Deadline deadline(JsonNode step) {
        return Deadline.in(Math.max(step.path("timeout_ms").asLong(), patience));
    }

    private List<String> ordered(List<String> lines) {
        return scenario.sorted() ? lines.stream().sorted().toList() : lines;
    }
}
