package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of {@code examples/server}. One nested class per file, named after it. */
class ServerExamplesTest extends ExampleTests {
    private static void mustAnswer(RawClient client, String request, String reply) throws Exception {
        client.send(request);
        mustReceive(client, reply);
    }

    private static void mustReceive(RawClient client, String bytes) throws Exception {
        assertEquals(bytes, new String(client.read(bytes.length()), StandardCharsets.ISO_8859_1));
    }

    @Nested
    class Eof {
        @Test
        void answersEachLine() throws Exception {
            try (var client = new RawClient(run("server/eof"))) {
                client.send("one\r\ntwo\r\nthr");
                mustReceive(client, "Swoole: one\r\nSwoole: two\r\n");
                mustAnswer(client, "ee\r\n", "Swoole: three\r\n");
                client.send("quit\r\n");
                assertEquals("", client.toTheEnd());
            }
            script.awaitLine("Client 1: Connect.");
            script.awaitLine("Client 1: Close.");
        }

        @Test
        void closesWhenALineDoesNotEnd() throws Exception {
            try (var client = new RawClient(run("server/eof"))) {
                client.send("x".repeat(65536));
                assertEquals("", client.toTheEnd());
            }
        }
    }

    @Nested
    class Length {
        @Test
        void answersEachMessage() throws Exception {
            try (var client = new RawClient(run("server/length"))) {
                mustAnswer(client, "\0\0\0\5hello\0\0\0\0", "\0\0\0\15Swoole: hello\0\0\0\10Swoole: ");
            }
            script.awaitLine("received 5 characters from 1");
            script.awaitLine("received 0 characters from 1");
        }

        @Test
        void closesOnALengthThatIsTooLarge() throws Exception {
            try (var client = new RawClient(run("server/length"))) {
                client.send("\0\1\77\375");
                assertEquals("", client.toTheEnd());
            }
        }
    }

    @Nested
    class Redis {
        private static String request(String command) {
            StringBuilder request = new StringBuilder();
            String[] elements = command.split(" ", -1);
            request.append('*').append(elements.length).append("\r\n");
            for (String element : elements) {
                request.append('$')
                        .append(element.length())
                        .append("\r\n")
                        .append(element)
                        .append("\r\n");
            }
            return request.toString();
        }

        @Test
        void keepsStringsListsSetsAndHashes() throws Exception {
            try (var client = new RawClient(run("server/redis"))) {
                mustAnswer(client, request("GET name"), "$-1\r\n");
                mustAnswer(client, request("SET name swoole"), "+OK\r\n");
                mustAnswer(client, request("get name"), "$6\r\nswoole\r\n");
                mustAnswer(client, request("LPUSH list a b"), ":2\r\n");
                mustAnswer(client, request("RPOP list"), "$1\r\na\r\n");
                mustAnswer(client, request("RPOP nolist"), "$-1\r\n");
                mustAnswer(client, request("SADD set a b a"), ":2\r\n");
                mustAnswer(client, request("SMEMBERS set"), "*2\r\n$1\r\na\r\n$1\r\nb\r\n");
                mustAnswer(client, request("HSET hash k v"), ":1\r\n");
                mustAnswer(client, request("HSET hash k w"), ":0\r\n");
                mustAnswer(client, request("HGETALL hash"), "*2\r\n$1\r\nk\r\n$1\r\nw\r\n");
            }
        }

        @Test
        void answersErrors() throws Exception {
            try (var client = new RawClient(run("server/redis"))) {
                for (String command :
                        new String[] {"GET", "SET", "lPush", "rPop", "sAdd", "sMembers", "hSet", "hGetAll"}) {
                    mustAnswer(
                            client,
                            request(command),
                            "-ERR wrong number of arguments for '" + command + "' command\r\n");
                }
                mustAnswer(client, request("FLUSHALL"), "-ERR unknown command 'FLUSHALL'\r\n");
                client.send("GET name\r\n");
                assertEquals("", client.toTheEnd());
            }
        }
    }

    @Nested
    class Mqtt {
        private static final String CONNECT = "\20\14\0\4MQTT\4\2\0\74\0\0";
        private static final String CONNACK = "\40\2\0\0";

        private static RawClient connect(int port) throws Exception {
            RawClient client = new RawClient(port);
            mustAnswer(client, CONNECT, CONNACK);
            return client;
        }

        @Test
        void passesMessagesToThoseWhoSubscribed() throws Exception {
            int port = run("server/mqtt");
            try (var publisher = connect(port);
                    var subscriber = connect(port);
                    var other = connect(port)) {
                mustAnswer(subscriber, "\202\11\0\7\0\4news\1", "\220\3\0\7\0");
                mustAnswer(other, "\202\12\0\1\0\5olds?\0", "\220\3\0\1\0");
                publisher.send("\60\13\0\4newshello");
                mustReceive(subscriber, "\60\13\0\4newshello");
                String large = "x".repeat(200);
                publisher.send("\60\316\1\0\4news" + large);
                mustReceive(subscriber, "\60\316\1\0\4news" + large);
                mustAnswer(subscriber, "\242\10\0\10\0\4news", "\260\2\0\10");
                publisher.send("\60\13\0\4newsagain");
                mustAnswer(publisher, "\300\0", "\320\0"); // PINGREQ
                mustAnswer(subscriber, "\300\0", "\320\0");
                mustAnswer(other, "\300\0", "\320\0");
                publisher.send("\340\0"); // DISCONNECT
                assertEquals("", publisher.toTheEnd());
            }
        }

        @Test
        void closesOnWhatItDoesNotKnow() throws Exception {
            int port = run("server/mqtt");
            for (String bytes : new String[] {
                "\300\0", // before CONNECT
                CONNECT + CONNECT,
                CONNECT + "\62\7\0\1a\0\1hi", // QoS 1
                CONNECT + "\60\2\0\11", // a topic that is not there
                CONNECT + "\60\377\377\377\377", // no length
            }) {
                try (var client = new RawClient(port)) {
                    client.send(bytes);
                    assertEquals(bytes.startsWith(CONNECT) ? CONNACK : "", client.toTheEnd());
                }
            }
            try (var client = new RawClient(port)) {
                client.send(CONNECT.replace("\4MQTT\4", "\4MQTT\5"));
                assertEquals("\40\2\0\1", client.toTheEnd());
            }
        }
    }

    @Nested
    class TcpEcho {
        @Test
        void sendsBackWhatItGets() throws Exception {
            byte[] bytes = new byte[100_000];
            new Random(7).nextBytes(bytes);
            try (var client = swoole4j.testing.RawClient.connect(run("server/tcp_echo"))) {
                client.send(bytes);
                assertArrayEquals(bytes, client.readBytes(bytes.length));
                client.halfClose().mustBeClosed();
            }
        }
    }

    @Nested
    class TelnetChat {
        @Test
        void passesLinesOnToAllOthers() throws Exception {
            int port = run("server/telnet_chat");
            try (var ann = swoole4j.testing.RawClient.connect(port)) {
                assertEquals("Welcome, #1. 1 are here, /quit leaves.", ann.readLine());
                try (var bob = swoole4j.testing.RawClient.connect(port)) {
                    assertEquals("Welcome, #2. 2 are here, /quit leaves.", bob.readLine());
                    assertEquals("#2 has joined", ann.readLine());
                    ann.sendText("hel").sendText("lo\r\n\r\nhow are").sendText(" you?\n");
                    assertEquals("#1: hello", bob.readLine());
                    assertEquals("#1: how are you?", bob.readLine());
                    bob.sendText("/quit\n");
                    assertEquals("Bye.", bob.readLine());
                    bob.mustBeClosed();
                }
                assertEquals("#2 has left", ann.readLine());
            }
        }

        @Test
        void endsAClientThatSendsNoLines() throws Exception {
            int port = run("server/telnet_chat");
            try (var client = swoole4j.testing.RawClient.connect(port)) {
                client.readLine();
                client.sendText("x".repeat(1001)).mustBeClosed();
            }
        }
    }

    @Nested
    class Heartbeat {
        @Test
        void closesWhoSaysNothingUnlessItIsProtected() throws Exception {
            int port = run("server/heartbeat", "1");
            try (var patient = swoole4j.testing.RawClient.connect(port);
                    var idle = swoole4j.testing.RawClient.connect(port)) {
                mustAnswer(patient, "stay", "you may stay");
                mustAnswer(idle, "hello", "still here");
                idle.mustBeClosed();
                mustAnswer(patient, "idle", "idle: []");
            }
        }

        private static void mustAnswer(swoole4j.testing.RawClient client, String question, String answer)
                throws Exception {
            client.sendText(question + "\n");
            assertEquals(answer + "\n", new String(client.readBytes(answer.length() + 1), StandardCharsets.US_ASCII));
        }
    }

    @Nested
    class Stats {
        @Test
        void showsWhatTheServerCounts() throws Exception {
            String page = get(run("server/stats"), "/stats").body();
            assertTrue(page.startsWith("start_time: "), page);
            assertTrue(page.contains("\nconnection_num: 1\n") && page.contains("\nworker_request_count: 0\n"), page);
        }

        @Test
        void asksAWorker() throws Exception {
            int port = run("server/stats");
            String answer = get(port, "/uptime/0").body();
            assertTrue(answer.matches("\\{worker=0, seconds=\\d+}\n"), answer);
            var missing = get(port, "/uptime/7");
            assertEquals(404, missing.statusCode());
            assertEquals("no such worker, error 505\n", missing.body());
        }
    }
}
