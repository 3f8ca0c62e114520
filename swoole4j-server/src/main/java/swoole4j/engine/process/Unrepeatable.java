package swoole4j.engine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import swoole4j.SwooleException;

/** Programs whose command line, run again, would not come to the server: what runs tests, builds and snippets. */
final class Unrepeatable {
    private static final List<Map.Entry<String, String>> MAIN_CLASSES = List.of(
            Map.entry("jdk.jshell", "JShell"),
            Map.entry("org.apache.maven.surefire.", "Maven Surefire"),
            Map.entry("org.codehaus.plexus.classworlds.", "Maven"),
            Map.entry("worker.org.gradle.", "a Gradle worker"),
            Map.entry("org.gradle.", "Gradle"),
            Map.entry("org.apache.tools.ant.", "Ant"),
            Map.entry("xsbt.boot.", "sbt"),
            Map.entry("org.junit.", "JUnit"),
            Map.entry("org.testng.", "TestNG"),
            Map.entry("com.intellij.rt.junit.", "a test run of IntelliJ IDEA"),
            Map.entry("com.intellij.rt.testng.", "a test run of IntelliJ IDEA"),
            Map.entry("com.intellij.rt.execution.junit.", "a test run of IntelliJ IDEA"),
            Map.entry("org.eclipse.jdt.internal.junit", "a test run of Eclipse"),
            Map.entry("com.microsoft.java.test.runner.", "a test run of Visual Studio Code"),
            Map.entry("org.openjdk.jmh.runner.ForkedMain", "a fork of JMH"),
            Map.entry("org.pitest.", "PIT"));

    private static final List<Map.Entry<String, String>> JARS = List.of(
            Map.entry("surefirebooter", "Maven Surefire"),
            Map.entry("junit-platform-console-standalone", "JUnit"),
            Map.entry("gradle-wrapper", "Gradle"),
            Map.entry("sbt-launch", "sbt"));

    private Unrepeatable() {}

    static SwooleException because(String found) {
        return new SwooleException(
                "SWOOLE_PROCESS starts each worker by running the command line of this program again: " + found
                        + ". The option worker_command may give another one, as a list of words");
    }

    /**
     * Looks at what a command line runs.
     *
     * @param main the main class, {@code module/class}, jar or source file
     * @throws SwooleException when a second run of it would do something else, or nothing
     */
    static void check(String main, LauncherWords words) {
        if (words.isJar()) refuse(JARS, fileName(main), main);
        else if (words.isSource()) requireFile(main);
        else refuse(MAIN_CLASSES, main.replace('/', '.'), main);
    }

    private static void refuse(List<Map.Entry<String, String>> known, String name, String main) {
        for (Map.Entry<String, String> one : known) {
            if (name.startsWith(one.getKey())) throw because(main + " is " + one.getValue() + " and not the server");
        }
    }

    /** What is a file to this JVM, as standard input may be, is a pipe to its children; {@code <(...)} is read by now. */
    private static void requireFile(String source) {
        Path file = Path.of(source).toAbsolutePath().normalize();
        if (Files.isRegularFile(file) && !file.startsWith("/dev") && !file.startsWith("/proc")) return;
        throw because("the source " + source + " is no file that can be read again");
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
