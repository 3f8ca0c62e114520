package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.get;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Content codings of responses (RFC 9110 8.4, 12.5.3). */
class CompressionTest {
    private static final String TEXT = "a text that can be compressed, compressed, compressed";

    private static Site site;

    @BeforeAll
    static void start() {
        Brotli4jLoader.ensureAvailability();
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void answerWithText() {
        site.serves((request, response) -> response.end(TEXT));
    }

    private static String decoded(Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.ISO_8859_1);
        String coding = String.valueOf(reply.header("Content-Encoding"));
        byte[] plain = switch (coding) {
            case "null" -> body;
            case "br" -> Decoder.decompress(body).getDecompressedData();
            case "gzip" -> new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(body)).readAllBytes();
            case "zstd" -> Zstd.decompress(body, 1000);
            default -> throw new AssertionError("coding " + coding);
        };
        return new String(plain, StandardCharsets.UTF_8);
    }

    /** The coding of the answer, which must be the text again. */
    private static String coding(Site site, String accepted) throws IOException {
        Reply reply = site.ask(get("/", "Accept-Encoding: " + accepted));
        assertEquals(TEXT, decoded(reply));
        return String.valueOf(reply.header("Content-Encoding"));
    }

    @ParameterizedTest
    @Spec("http 137")
    @ValueSource(strings = {"br", "gzip", "deflate", "zstd"})
    void thatIsTheOnlyOneIsChosen(String coding) throws Exception {
        assertEquals(coding, coding(site, coding));
        Reply reply = site.ask(get("/", "Accept-Encoding: " + coding));
        assertEquals(
                "HTTP/1.1 200 OK\r\nServer: swoole-http-server\r\nDate: {DATE}\r\nConnection: keep-alive\r\n"
                        + "Content-Type: text/html\r\nContent-Encoding: " + coding + "\r\nContent-Length: "
                        + reply.body().length(),
                reply.headText());
    }

    @ParameterizedTest
    @Spec("http 138, 139")
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br | br",
                "zstd, deflate, gzip | gzip",
                "zstd, deflate | deflate",
                "br;q=0, gzip | gzip",
                "br;q=0.0, gzip;q=0.1 | gzip",
                "gzip;q=0 | null",
                "brx, gzipped | null",
                "GZIP | gzip",
                "identity | null",
                "*;q=0 | null",
                "gzip;q=x | null",
            })
    void isTheServersFavouriteAmongThoseAccepted(String accepted, String coding) throws Exception {
        assertEquals(coding, coding(site, accepted));
    }

    @Test
    void twoAcceptEncodingHeadersAreOneList() throws Exception {
        assertEquals("gzip", coding(site, "identity\r\nAccept-Encoding: gzip"));
    }

    @Test
    @Spec("http 140")
    void needsTwentyBytesOrWhatTheOptionSays() throws Exception {
        site.serves((request, response) -> response.end(
                "x".repeat(Integer.parseInt(String.valueOf(request.get().get("n"))))));
        assertEquals(null, site.ask(get("/?n=19", "Accept-Encoding: gzip")).header("Content-Encoding"));
        assertEquals("gzip", site.ask(get("/?n=20", "Accept-Encoding: gzip")).header("Content-Encoding"));
        try (Site long_ = Site.start(Map.of("http_compression_min_length", 100))) {
            long_.serves((request, response) -> response.end("x".repeat(99)));
            assertEquals(null, long_.ask(get("/", "Accept-Encoding: gzip")).header("Content-Encoding"));
        }
    }

    @Test
    @Spec("http 141")
    void canBeTurnedOff() throws Exception {
        try (Site off = Site.start(Map.of("http_compression", false))) {
            off.serves((request, response) -> response.end(TEXT));
            assertEquals("null", coding(off, "gzip, br"));
        }
    }

    @Test
    @Spec("http 142")
    void isForTheListedTypesWhateverTheirParameters() throws Exception {
        try (Site some = Site.start(Map.of("http_compression_types", List.of("application/json")))) {
            some.serves((request, response) -> {
                String type = String.valueOf(request.get().get("t"));
                if (!type.isEmpty()) response.header("Content-Type", type);
                response.end(TEXT);
            });
            for (String type : List.of("application/json", "Application/JSON;%20charset=utf-8")) {
                assertEquals(
                        "gzip",
                        some.ask(get("/?t=" + type, "Accept-Encoding: gzip")).header("Content-Encoding"));
            }
            for (String type : List.of("", "text/html", "application/jsonx")) {
                assertEquals(
                        null,
                        some.ask(get("/?t=" + type, "Accept-Encoding: gzip")).header("Content-Encoding"));
            }
        }
    }

    @Test
    @Spec("http 143")
    void isLeftToAScriptThatSetsContentEncoding() throws Exception {
        site.serves((request, response) -> {
            response.header("content-encoding", "x-own");
            response.end(TEXT);
        });
        Reply reply = site.ask(get("/", "Accept-Encoding: gzip"));
        assertEquals("x-own " + TEXT, reply.header("Content-Encoding") + " " + reply.body());
    }

    @Test
    @Spec("http 144")
    void isNotForChunksNorFiles(@TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path file = java.nio.file.Files.writeString(folder.resolve("a.txt"), TEXT);
        site.serves((request, response) -> {
            response.write(TEXT);
            response.end();
        });
        assertEquals("null", coding(site, "gzip"));
        site.serves((request, response) -> response.sendfile(file.toString()));
        assertEquals("null", coding(site, "gzip"));
    }

    @Test
    @Spec("http 145")
    void isNamedInVaryWithHttpStrict() throws Exception {
        assertEquals(null, site.ask(get("/", "Accept-Encoding: gzip")).header("Vary"));
        try (Site strict = Site.start(Map.of("http_strict", true))) {
            strict.serves((request, response) -> {
                if (request.hasGet()) response.header("Vary", request.get().get("v"));
                response.end(TEXT);
            });
            assertEquals(
                    "Accept-Encoding",
                    strict.ask(get("/", "Accept-Encoding: gzip")).header("Vary"));
            assertEquals("Accept-Encoding", strict.ask(get("/")).header("Vary"));
            assertEquals(
                    "Cookie, Accept-Encoding",
                    strict.ask(get("/?v=Cookie", "Accept-Encoding: gzip")).header("Vary"));
            assertEquals("*", strict.ask(get("/?v=*", "Accept-Encoding: gzip")).header("Vary"));
        }
    }

    @Test
    @Spec("http 135")
    void ofAHeadHasTheLengthOfTheGet() throws Exception {
        int length = site.ask(get("/", "Accept-Encoding: gzip")).body().length();
        try (RawClient client = site.connect()) {
            client.sendText(Text.request("HEAD", "/", "Accept-Encoding: gzip")).readHead();
            assertEquals(
                    "gzip " + length,
                    client.head().header("Content-Encoding") + " "
                            + client.head().header("Content-Length"));
            assertEquals(TEXT, Reply.to(client, get("/")).body());
        }
    }

    @Test
    void of204And304IsNone() throws Exception {
        for (int status : new int[] {204, 304}) {
            site.serves((request, response) -> {
                response.status(status);
                response.end(TEXT);
            });
            assertEquals(null, site.ask(get("/", "Accept-Encoding: gzip")).header("Content-Encoding"));
        }
    }
}
