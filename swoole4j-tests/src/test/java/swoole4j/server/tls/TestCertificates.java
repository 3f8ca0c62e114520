package swoole4j.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An authority of its own in a folder, and the certificates that it signs with {@code openssl}. */
final class TestCertificates {
    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    static final List<String> RSA = List.of("-newkey", "rsa:2048");

    private final Path folder;
    private final String authority;

    private TestCertificates(Path folder, String authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /** Makes an authority; its certificate is {@code authority}.crt. */
    static TestCertificates in(Path folder, String authority) throws IOException {
        TestCertificates certificates = new TestCertificates(folder, authority);
        List<String> command = request(authority, EC, certificates.key(authority));
        command.addAll(List.of("-x509", "-days", "2", "-addext", "basicConstraints=critical,CA:TRUE"));
        command.addAll(List.of("-out", certificates.certificate(authority)));
        Shell.run(new byte[0], command).mustSucceed();
        return certificates;
    }

    private static List<String> request(String name, List<String> kind, String key) {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-new", "-nodes", "-subj", "/CN=" + name));
        command.addAll(kind);
        command.addAll(List.of("-keyout", key));
        return command;
    }

    /** Makes a signed certificate for hosts and 127.0.0.1. */
    TestCertificates sign(String name, List<String> kind, String... hosts) throws IOException {
        StringBuilder names = new StringBuilder("subjectAltName=IP:127.0.0.1");
        for (String host : hosts) names.append(",DNS:").append(host);
        Path extensions = folder.resolve(name + ".ext");
        Files.writeString(extensions, names + "\nbasicConstraints=CA:FALSE\n");
        List<String> command = request(name, kind, key(name));
        command.addAll(List.of("-out", file(name, "csr")));
        Shell.run(new byte[0], command).mustSucceed();
        Shell.run(
                        "openssl",
                        "x509",
                        "-req",
                        "-in",
                        file(name, "csr"),
                        "-days",
                        "2",
                        "-CA",
                        certificate(authority),
                        "-CAkey",
                        key(authority),
                        "-CAcreateserial",
                        "-extfile",
                        extensions.toString(),
                        "-out",
                        certificate(name))
                .mustSucceed();
        return this;
    }

    TestCertificates sign(String name, String... hosts) throws IOException {
        return sign(name, EC, hosts);
    }

    /** Makes a certificate that nobody but its own key signs. */
    TestCertificates selfSigned(String name, String... more) throws IOException {
        List<String> command = request(name, EC, key(name));
        command.addAll(List.of("-x509", "-days", "2", "-out", certificate(name)));
        command.addAll(List.of(more));
        Shell.run(new byte[0], command).mustSucceed();
        return this;
    }

    /** Returns the options that let a port use that certificate. */
    Map<String, String> options(String name) {
        return Map.of("ssl_cert_file", certificate(name), "ssl_key_file", key(name));
    }

    String certificate(String name) {
        return file(name, "crt");
    }

    String key(String name) {
        return file(name, "key");
    }

    private String file(String name, String type) {
        return folder.resolve(name + "." + type).toString();
    }
}
