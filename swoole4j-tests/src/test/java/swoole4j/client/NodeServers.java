package swoole4j.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import swoole4j.testing.Program;
import swoole4j.testing.Shell;

/** The servers of src/test/node: those of {@code ws}, which npm fetches once. */
final class NodeServers {
    private static final Path SOURCES = Path.of("src", "test", "node").toAbsolutePath();
    private static final Path HOME = Path.of("target", "node").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("\"version\": *\"([^\"]+)\"");

    private NodeServers() {}

    /** Starts them. */
    static Program start(String... certificateAndKey) throws IOException {
        install();
        List<String> command =
                new ArrayList<>(List.of("node", SOURCES.resolve("servers.js").toString()));
        command.addAll(List.of(certificateAndKey));
        return Program.start(new ProcessBuilder(command).directory(HOME.toFile()));
    }

    private static synchronized void install() throws IOException {
        String wanted = Files.readString(SOURCES.resolve("package.json"));
        Path installed = HOME.resolve("node_modules").resolve("ws").resolve("package.json");
        if (Files.exists(installed) && wanted.contains("\"ws\": \"" + version(installed) + '"')) return;
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Shell.run("npm", "ci", "--prefix", HOME.toString(), "--ignore-scripts", "--no-audit", "--no-fund")
                .mustSucceed();
    }

    private static String version(Path packageFile) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(packageFile));
        return version.find() ? version.group(1) : "";
    }
}
