package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.SwooleException;
import swoole4j.coroutine.http.Client;
import swoole4j.coroutine.http.WriteFunction;
import swoole4j.testing.RawPeer;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;

/** What becomes of responses (http.md 11.4). */
class ResponsesTest {
    /** Uses a client once against a server that answers with these bytes and then ends the connection. */
    private static void against(String response, ClientScript script) throws Exception {
        against(response.getBytes(StandardCharsets.ISO_8859_1), script);
    }

    private static void against(byte[] response, ClientScript script) throws Exception {
        try (RawServer server = RawServer.start(peer -> {
            peer.readRequest();
            peer.send(response).end();
            peer.mustEnd();
        })) {
            Client client = new Client("127.0.0.1", server.port());
            script.run(client);
            client.close();
        }
    }

    @FunctionalInterface
    private interface ClientScript {
        void run(Client client) throws Exception;
    }

    @Test
    void haveHeadersAndABody() throws Exception {
        against("HTTP/1.1 404 Nothing\r\nX-A: 1\r\nx-a: 2\r\nX-B:\t3 \r\nContent-Length: 2\r\n\r\nhi", client -> {
            assertTrue(client.get("/"), client::errMsg);
            assertEquals(404, client.statusCode());
            assertEquals(404, client.getStatusCode());
            assertEquals(Map.of("x-a", List.of("1", "2"), "x-b", "3", "content-length", "2"), client.headers());
            assertEquals("hi", client.getBody());
            assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), client.bodyBytes());
            assertEquals(0, client.errCode());
            assertEquals("", client.errMsg());
        });
    }

    @Test
    @Spec("http 187")
    void namesMayKeepTheirSpelling() throws Exception {
        String body = "4\r\nwiki\r\n0\r\n\r\n";
        against(
                "HTTP/1.1 200 OK\r\nX-Aa: 1\r\nTRANSFER-Encoding: chunked\r\nSet-COOKIE: a=b\r\n\r\n" + body,
                client -> {
                    client.set(Map.of("lowercase_header", false));
                    assertTrue(client.get("/"), client::errMsg);
                    assertEquals("1", client.headers().get("X-Aa"));
                    assertNull(client.headers().get("x-aa"));
                    assertEquals("wiki", client.body());
                    assertEquals(Map.of("a", "b"), client.cookies());
                });
    }

    @Nested
    class Bodies {
        @Test
        @Spec("http 184")
        void mayBeChunked() throws Exception {
            against(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nWiki\r\n5\r\npedia\r\n0\r\nX: y\r\n\r\n",
                    client -> {
                        assertTrue(client.get("/"), client::errMsg);
                        assertEquals("Wikipedia", client.body());
                    });
        }

        @Test
        @Spec("http 184")
        void mayEndWithTheConnection() throws Exception {
            against("HTTP/1.1 200 OK\r\n\r\nall of it", client -> {
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("all of it", client.body());
                assertFalse(client.connected());
            });
        }

        @Spec("http 185")
        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(strings = {"204 No Content", "304 Not Modified"})
        void areNotThereForSomeStatuses(String status) throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readRequest();
                peer.sendText("HTTP/1.1 " + status + "\r\n\r\n");
                peer.readRequest();
                peer.answer("next");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("", client.body());
                assertTrue(client.connected());
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("next", client.body());
                client.close();
            }
        }

        @Test
        @Spec("http 185")
        void areNotThereForAHead() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                assertTrue(peer.readRequest().startsWith("HEAD /a "));
                peer.sendText("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Encoding: gzip\r\n\r\n");
                peer.readRequest();
                peer.answer("next");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                client.setMethod("HEAD");
                assertTrue(client.execute("/a"), client::errMsg);
                assertEquals("1000", client.headers().get("content-length"));
                assertEquals("", client.body());
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("next", client.body());
                client.close();
            }
        }

        @Test
        void informationComesBefore() throws Exception {
            against(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                    client -> {
                        assertTrue(client.get("/"), client::errMsg);
                        assertEquals(200, client.statusCode());
                        assertNull(client.headers().get("link"));
                        assertEquals("hi", client.body());
                    });
        }

        @Test
        @Spec("http 186")
        void redirectsAreNotFollowed() throws Exception {
            against("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", client -> {
                assertTrue(client.get("/"), client::errMsg);
                assertEquals(302, client.statusCode());
                assertEquals("/other", client.headers().get("location"));
            });
        }

        @Test
        void mayNotGrowForEver() throws Exception {
            against("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + "x".repeat(100), client -> {
                client.set(Map.of("package_max_length", 99));
                assertFalse(client.get("/"));
                assertEquals(-3, client.statusCode());
                assertEquals(1201, client.errCode());
                assertEquals("", client.body());
            });
        }
    }

    /** A content coding. */
    enum Coding {
        GZIP("gzip") {
            @Override
            byte[] encode(byte[] body) throws IOException {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(body);
                }
                return out.toByteArray();
            }
        },
        ZLIB("deflate") {
            @Override
            byte[] encode(byte[] body) {
                return deflate(body, false);
            }
        },
        RAW("Deflate") {
            @Override
            byte[] encode(byte[] body) {
                return deflate(body, true);
            }
        },
        BR("br") {
            @Override
            byte[] encode(byte[] body) throws IOException {
                Brotli4jLoader.ensureAvailability();
                return Encoder.compress(body);
            }
        },
        ZSTD("zstd") {
            @Override
            byte[] encode(byte[] body) {
                return Zstd.compress(body);
            }
        };

        final String token;

        Coding(String token) {
            this.token = token;
        }

        abstract byte[] encode(byte[] body) throws IOException;

        private static byte[] deflate(byte[] body, boolean raw) {
            Deflater deflater = new Deflater(-1, raw);
            deflater.setInput(body);
            deflater.finish();
            byte[] out = new byte[body.length + 64];
            int length = deflater.deflate(out);
            deflater.end();
            return Arrays.copyOf(out, length);
        }
    }

    private static byte[] coded(String token, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                ("HTTP/1.1 200 OK\r\nContent-Encoding: " + token + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }

    @Nested
    @Spec("http 183")
    class Codings {
        private static final String TEXT = "the same words again and again; ".repeat(5000);
        private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

        @ParameterizedTest
        @EnumSource(Coding.class)
        void areUndone(Coding coding) throws Exception {
            against(coded(coding.token, coding.encode(BYTES)), client -> {
                assertTrue(client.get("/"), client::errMsg);
                assertEquals(TEXT, client.body());
                assertEquals(coding.token, client.headers().get("content-encoding"));
            });
        }

        @ParameterizedTest
        @EnumSource(Coding.class)
        void orNot(Coding coding) throws Exception {
            byte[] encoded = coding.encode(BYTES);
            against(coded(coding.token, encoded), client -> {
                client.set(Map.of("body_decompression", false));
                assertTrue(client.get("/"), client::errMsg);
                assertArrayEquals(encoded, client.bodyBytes());
            });
        }

        @ParameterizedTest
        @EnumSource(Coding.class)
        void thatEndTooEarlyAreFailures(Coding coding) throws Exception {
            byte[] encoded = coding.encode(BYTES);
            against(coded(coding.token, Arrays.copyOf(encoded, encoded.length / 2)), client -> {
                assertFalse(client.get("/"), "half of it was taken for all");
                assertEquals(-3, client.statusCode());
                assertEquals(7102, client.errCode());
                assertFalse(client.connected());
            });
        }

        @ParameterizedTest
        @EnumSource(Coding.class)
        void bombsAreStopped(Coding coding) throws Exception {
            byte[] encoded = coding.encode(new byte[20 * 1024 * 1024]);
            assertTrue(encoded.length < 100_000, "no bomb: " + encoded.length);
            against(coded(coding.token, encoded), client -> {
                client.set(Map.of("package_max_length", "1M"));
                assertFalse(client.get("/"));
                assertEquals(1201, client.errCode());
            });
        }

        @Test
        void severalAreUndoneInTheirOrder() throws Exception {
            byte[] twice = Coding.BR.encode(Coding.GZIP.encode(BYTES));
            against(coded("gzip, br", twice), client -> {
                assertTrue(client.get("/"), client::errMsg);
                assertEquals(TEXT, client.body());
            });
        }

        @Test
        void unknownOnesStay() throws Exception {
            against(coded("compress", BYTES), client -> {
                assertTrue(client.get("/"), client::errMsg);
                assertEquals(TEXT, client.body());
            });
        }

        @Test
        void garbageIsAFailure() throws Exception {
            against(coded("gzip", BYTES), client -> {
                assertFalse(client.get("/"));
                assertEquals(7102, client.errCode());
            });
        }

        @Test
        void anEmptyBodyIsCodedWithNothing() throws Exception {
            against(coded("gzip", new byte[0]), client -> {
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("", client.body());
            });
        }
    }

    @Nested
    @Spec("http 194")
    class WriteFunctions {
        @Test
        void takeTheBodyInPieces() throws Exception {
            byte[] body = "0123456789".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            AtomicInteger pieces = new AtomicInteger();
            WriteFunction function = (client, data) -> {
                assertEquals(200, client.statusCode());
                pieces.incrementAndGet();
                taken.writeBytes(data);
            };
            against(coded("identity", body), client -> {
                client.set(Map.of("write_func", function));
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("", client.body());
                assertArrayEquals(body, taken.toByteArray());
                assertTrue(pieces.get() > 1);
            });
        }

        @Test
        void mayStopIt() throws Exception {
            List<Integer> sizes = new ArrayList<>();
            WriteFunction function = (client, data) -> {
                sizes.add(data.length);
                assertTrue(client.close());
            };
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin");
                peer.mustEnd();
            })) {
                Client client = new Client("127.0.0.1", server.port());
                client.set(Map.of("write_func", function));
                assertFalse(client.get("/"));
                assertEquals(List.of(5), sizes);
                assertFalse(client.connected());
            }
        }

        @Test
        void mayThrow() throws Exception {
            WriteFunction function = (_, _) -> {
                throw new IOException("enough");
            };
            against("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbegin", client -> {
                client.set(Map.of("write_func", function));
                SwooleException e = assertThrows(SwooleException.class, () -> client.get("/"));
                assertEquals("enough", e.getCause().getMessage());
                assertFalse(client.connected());
            });
        }
    }

    @Nested
    @Spec("http 191")
    class Downloads {
        @TempDir
        Path folder;

        @Test
        void goToAFile() throws Exception {
            Path file = Files.writeString(folder.resolve("file"), "something longer");
            against("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfive!", client -> {
                assertTrue(client.download("/", file.toString()), client::errMsg);
                assertEquals("five!", Files.readString(file));
                assertEquals("", client.body());
                assertNull(client.downloadFile());
            });
        }

        @Test
        void mayBeginInTheMiddle() throws Exception {
            Path file = Files.writeString(folder.resolve("file"), "0123456789");
            against("HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nab", client -> {
                assertTrue(client.download("/", file.toString(), 4), client::errMsg);
                assertEquals("0123ab6789", Files.readString(file));
            });
        }

        @Test
        void areDecoded() throws Exception {
            Path file = folder.resolve("file");
            byte[] body = "words ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            against(coded("gzip", Coding.GZIP.encode(body)), client -> {
                client.set(Map.of("package_max_length", 1000)); // is about memory
                assertTrue(client.download("/", file.toString()), client::errMsg);
                assertArrayEquals(body, Files.readAllBytes(file));
            });
        }

        @Test
        void needAFileThatCanBeWritten() throws Exception {
            against("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfive!", client -> {
                assertFalse(
                        client.download("/", folder.resolve("no/such/folder").toString()));
                assertEquals(-3, client.statusCode());
                assertEquals(7102, client.errCode());
            });
        }

        @Test
        void cannotBeginBeforeTheBeginning() {
            assertFalse(
                    new Client("127.0.0.1", 9).download("/", folder.resolve("x").toString(), -1));
            assertFalse(Files.exists(folder.resolve("x")));
        }
    }

    @Nested
    @Spec("http 182")
    class Cookies {
        @Test
        void areKeptDecodedAndSentAgain() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readRequest();
                peer.answer(
                        "",
                        "Set-Cookie: a=1+2%3B; HttpOnly",
                        "Set-Cookie: b=x; Path=/only/here",
                        "Set-Cookie: c=\"q\"");
                assertEquals("own=1; a=1+2%3B; c=q", RawPeer.header(peer.readHead(), "Cookie"));
                peer.answer("");
                assertEquals("own=1; a=1+2%3B; b=x; c=q", RawPeer.header(peer.readHead(), "Cookie"));
                peer.answer(
                        "",
                        "Set-Cookie: a=; Path=/; Max-Age=0",
                        "Set-Cookie: c=2; path=/; expires=Thu, 01-Jan-1970 00:00:01 GMT");
                assertEquals("own=1", RawPeer.header(peer.readHead(), "Cookie"));
                peer.answer(
                        "", "Set-Cookie: own=2", "Set-Cookie: d=1; Domain=other.example", "Set-Cookie: e=1; Secure");
                assertEquals("own=2", RawPeer.header(peer.readHead(), "Cookie"));
                peer.answer("");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                client.setCookies(Map.of("own", "1"));
                assertTrue(client.get("/"));
                assertEquals(Map.of("own", "1", "a", "1 2;", "b", "x", "c", "q"), client.cookies());
                assertEquals(
                        List.of("a=1+2%3B; HttpOnly", "b=x; Path=/only/here", "c=\"q\""), client.setCookieHeaders());
                assertTrue(client.get("/only"));
                assertNull(client.setCookieHeaders());
                assertTrue(client.get("/only/here/too?x"));
                assertTrue(client.get("/"));
                assertTrue(client.get("/"));
                assertEquals(
                        Map.of("own", "2"),
                        client.getCookies().entrySet().stream()
                                .filter(cookie -> !cookie.getKey().equals("b"))
                                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
                client.close();
            }
        }

        @Test
        void withoutAPathBelongToTheFolderTheyCameFrom() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readRequest();
                peer.answer("", "Set-Cookie: a=1");
                assertEquals("a=1", RawPeer.header(peer.readHead(), "Cookie"));
                peer.answer("");
                assertNull(RawPeer.header(peer.readHead(), "Cookie"));
                peer.answer("");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                assertTrue(client.get("/folder/page"));
                assertTrue(client.get("/folder/other"));
                assertTrue(client.get("/elsewhere"));
                client.close();
            }
        }
    }
}
