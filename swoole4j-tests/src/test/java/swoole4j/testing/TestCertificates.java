package swoole4j.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An authority of its own in a folder, and the certificates that it signs with {@code openssl}. */
public final class TestCertificates {
    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    public static final List<String> RSA = List.of("-newkey", "rsa:2048");

    private final Path folder;
    private final String authority;

    private TestCertificates(Path folder, String authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /** Makes an authority; its certificate is {@code authority}.crt. */
    public static TestCertificates in(Path folder, String authority) throws IOException {
        TestCertificates certificates = new TestCertificates(folder, authority);
        List<String> command = request(authority, EC, certificates.key(authority));
        command.addAll(List.of("-x509", "-days", "2", "-addext", "basicConstraints=critical,CA:TRUE"));
        command.addAll(List.of("-out", certificates.certificate(authority)));
        Shell.run(new byte[0], command).mustSucceed();
        return certificates;
    }

    /** Returns the authority that was made in a folder before. */
    public static TestCertificates existing(Path folder, String authority) {
        return new TestCertificates(folder, authority);
    }

    private static List<String> request(String name, List<String> kind, String key) {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-new", "-nodes", "-subj", "/CN=" + name));
        command.addAll(kind);
        command.addAll(List.of("-keyout", key));
        return command;
    }

    /** Makes a signed certificate for hosts and 127.0.0.1. */
    public TestCertificates signFor(String name, List<String> kind, String... hosts) throws IOException {
        StringBuilder names = new StringBuilder("subjectAltName=IP:127.0.0.1");
        for (String host : hosts) names.append(",DNS:").append(host);
        return sign(name, kind, names + "\nbasicConstraints=CA:FALSE\n");
    }

    /** Makes an authority whose certificate this one signs. */
    public TestCertificates authority(String name) throws IOException {
        sign(name, EC, "basicConstraints=critical,CA:TRUE\n");
        return new TestCertificates(folder, name);
    }

    private TestCertificates sign(String name, List<String> kind, String extensions) throws IOException {
        Path extensionFile = Files.writeString(folder.resolve(name + ".ext"), extensions);
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
                        extensionFile.toString(),
                        "-out",
                        certificate(name))
                .mustSucceed();
        return this;
    }

    public TestCertificates sign(String name, String... hosts) throws IOException {
        return signFor(name, EC, hosts);
    }

    /** Makes a certificate that nobody but its own key signs. */
    public TestCertificates selfSigned(String name, String... more) throws IOException {
        List<String> command = request(name, EC, key(name));
        command.addAll(List.of("-x509", "-days", "2", "-out", certificate(name)));
        command.addAll(List.of(more));
        Shell.run(new byte[0], command).mustSucceed();
        return this;
    }

    /** Returns the options that let a port use that certificate, and others. */
    public Map<String, Object> options(String name, Object... others) {
        Map<String, Object> options = new HashMap<>(files(name));
        for (int n = 0; n < others.length; n += 2) options.put((String) others[n], others[n + 1]);
        return options;
    }

    /** Returns what {@code ssl_sni_certs} has for a host. */
    public Map<String, String> files(String name) {
        return Map.of("ssl_cert_file", certificate(name), "ssl_key_file", key(name));
    }

    public String certificate(String name) {
        return file(name, "crt");
    }

    public String key(String name) {
        return file(name, "key");
    }

    private String file(String name, String type) {
        return folder.resolve(name + "." + type).toString();
    }
}
