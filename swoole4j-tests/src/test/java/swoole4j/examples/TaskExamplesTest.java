package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.testing.RawClient;

/** The examples of {@code examples/server} about tasks, timers and processes. One nested class per file. */
class TaskExamplesTest extends ExampleTests {
    private static void mustReceive(RawClient client, String text) throws IOException {
        assertEquals(text, new String(client.readBytes(text.length()), StandardCharsets.UTF_8));
    }

    @Nested
    class Task {
        @Test
        void answersAtOnceAndWhenTheTaskIsOver() throws Exception {
            try (RawClient client = RawClient.connect(run("server/task"))) {
                client.sendText("report.pdf\n");
                mustReceive(client, "task 0 begins\nreport.pdf is ready\n");
                client.halfClose();
                client.mustBeClosed();
            }
            script.awaitLine("task 0 is over");
        }
    }

    @Nested
    class Taskwait {
        @Test
        void waitsForOneTaskOrMany() throws Exception {
            try (RawClient client = RawClient.connect(run("server/taskwait"))) {
                client.sendText("7\n");
                mustReceive(client, "one result: 49\n");
                client.sendText("3 5 8\n");
                mustReceive(client, "results: {0=9, 1=25, 2=64}\n");
                client.sendText("4 x\n");
                mustReceive(client, "results: {0=16}\n");
                client.halfClose();
                client.mustBeClosed();
            }
        }
    }

    @Nested
    class Timer {
        @Test
        void ticksUntilItIsStopped() throws Exception {
            try (RawClient client = RawClient.connect(run("server/timer"))) {
                mustReceive(client, "tick 0\ntick 1\n");
                client.sendText("stop\n");
                String last = "";
                while (!last.endsWith("stopped: true\n"))
                    last += new String(client.readBytes(1), StandardCharsets.UTF_8);
                client.halfClose();
                client.mustBeClosed();
            }
            script.awaitLine("client 1 has gone, its timer has ended");
        }
    }

    @Nested
    class PipeMessage {
        @Test
        void answersThroughTheOtherWorker() throws Exception {
            try (RawClient client = RawClient.connect(run("server/pipe_message"))) {
                client.sendText("hello\n");
                mustReceive(client, "by way of another worker: hello\n");
                client.halfClose();
                client.mustBeClosed();
            }
            script.awaitLineLike("worker [01] says I have sent hello");
        }
    }

    @Nested
    @SuppressWarnings("JavaLangClash") // the example's name
    class Process {
        @Test
        void sendsToAllAndIsStartedAgain() throws Exception {
            try (RawClient client = RawClient.connect(run("server/process"));
                    RawClient other = RawClient.connect(script.port())) {
                client.sendText("again");
                script.awaitLineLike("process \\d begins");
                other.sendText("hello");
                mustReceive(client, "to all: hello\n");
                mustReceive(other, "to all: hello\n");
                client.halfClose();
                client.mustBeClosed();
                other.halfClose();
                other.mustBeClosed();
            }
        }
    }
}
