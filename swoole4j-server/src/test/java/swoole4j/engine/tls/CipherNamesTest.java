package swoole4j.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.core.tls.CipherNames;

/** Lists of ciphers mean what {@code openssl ciphers} says they mean. */
class CipherNamesTest {
    private static List<String> names(String list) {
        return CipherNames.of(list, _ -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EECDH+AESGCM:EDH+AESGCM:AES256+EECDH:AES256+EDH",
                "ECDHE-RSA-AES128-GCM-SHA256",
                "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305,AES128-SHA",
                "ALL",
                "HIGH:!aNULL:!MD5",
                "AESGCM:!AES128:!RSA",
                "ECDHE+AES:+ECDHE+AES256",
                "AES128:AES256:@STRENGTH",
                "AES:-SHA:AES256+SHA",
                "CHACHA20:kEECDH+aECDSA",
                "aRSA+kEDH",
                "TLSv1.2+AES256:!kRSA",
                "SHA256:SHA384",
            })
    void asOpenSslDoes(String list) throws IOException, InterruptedException {
        List<String> ours = names(list);
        assertEquals(known(openSsl(list)), ours);
    }

    /** What OpenSSL lists besides are suites that no server should offer. */
    private static List<String> known(List<String> names) {
        List<String> known = new ArrayList<>(names);
        known.retainAll(Set.copyOf(names("ALL")));
        return known;
    }

    private static List<String> openSsl(String list) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("openssl", "ciphers", "-stdname", list + ":@SECLEVEL=0").start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, process.waitFor(), output);
        return output.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    @Test
    void standardNamesDoToo() {
        for (String name : names("ALL")) assertEquals(List.of(name), names(name));
    }

    @Test
    void wordsThatNobodyKnowsMeanNothing() {
        assertEquals(List.of(), names("nonsense:EECDH+nonsense"));
        assertEquals(List.of("TLS_RSA_WITH_AES_128_CBC_SHA"), names("nonsense:AES128-SHA"));
        assertEquals(List.of(), names("RC4:DES:aNULL"));
    }

    @Test
    void theJdkKnowsEveryName() throws Exception {
        Set<String> jdk =
                Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        List<String> unknown = new ArrayList<>(names("ALL"));
        unknown.addAll(CipherNames.TLS13);
        unknown.removeAll(jdk);
        unknown.removeIf(name -> name.startsWith("TLS_RSA_")); // which the JDK has given up
        assertEquals(List.of(), unknown);
    }

    @Test
    void boringSslKnowsAllOfTheDefaultButFiniteFields() {
        List<String> unknown = new ArrayList<>(names("EECDH+AESGCM:AES256+EECDH"));
        unknown.addAll(CipherNames.TLS13);
        unknown.removeAll(OpenSsl.availableJavaCipherSuites());
        assertTrue(OpenSsl.isAvailable());
        unknown.removeIf(name -> name.endsWith("CBC_SHA384")); // TLS 1.2 has better ones
        assertEquals(List.of(), unknown);
    }
}
