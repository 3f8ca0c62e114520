package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.SwooleException;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.ProcessSettings;

/** Where options go in a command line of java, and which command lines cannot be run again. */
class CommandLineTest {
    private static final String SOURCE = "src/test/java/swoole4j/engine/process/CommandLineTest.java";

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +", -1));
    }

    private static CommandLine parse(String line) {
        return CommandLine.parse(words(line));
    }

    @Test
    void aScriptIsRunByItsLauncherAgain() {
        CommandLine own = parse("java -ea -cp lib.jar:cache/Echo.jar Echo 9501 quick");
        assertEquals(
                words("bin/swoole4j echo.java 9501 quick"),
                own.through("bin/swoole4j", "echo.java", List.of()).words());
        List<String> more = own.through("bin/swoole4j", "echo.java", List.of("-Xmx64m", "-ea"))
                .words();
        assertEquals("env", more.getFirst());
        assertTrue(more.get(1).startsWith("SWOOLE4J_OPTS=") && more.get(1).endsWith(" -Xmx64m -ea"), more.get(1));
        assertEquals(words("bin/swoole4j echo.java 9501 quick"), more.subList(2, more.size()));
    }

    @Nested
    class OptionsStand {
        /** A hat marks where. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "java ^ Main",
                    "java ^ Main -cp a -jar b -Dx=1 @file",
                    "java -cp a:b ^ Main",
                    "java -classpath a:b ^ org.example.Main",
                    "java --class-path a:b -ea ^ Main x",
                    "java --class-path=a:b ^ Main x",
                    "java -Dx=1 -Xmx64m -XX:+UseSerialGC -verbose:gc -ea:a... ^ Main",
                    "java -p m --upgrade-module-path u --add-modules a,b --limit-modules c ^ Main",
                    "java --add-exports a/b=c --add-opens a/b=c --add-reads a=b --patch-module a=b ^ Main",
                    "java --add-opens=a/b=c --enable-native-access ALL-UNNAMED ^ Main",
                    "java --illegal-native-access=allow --sun-misc-unsafe-memory-access=allow ^ Main",
                    "java -javaagent:a.jar=8080 -agentlib:hprof -splash:x.png ^ Main",
                    "java ^ -jar server.jar -jar other.jar",
                    "java -jar -Dx=1 ^ server.jar a",
                    "java -p mods ^ -m m/p.Main -m n",
                    "java -p mods ^ --module m a",
                    "java --module-path=mods ^ --module=m/p.Main a",
                    "java --disable-@files ^ @Main @none",
                    "java ^ " + SOURCE + " a b",
                    "java --source 25 ^ " + SOURCE + " a",
                    "java --source=25 --enable-preview -cp a ^ " + SOURCE,
                })
        void inFrontOfWhatIsRun(String line) {
            CommandLine parsed = parse(line.replace("^ ", ""));
            assertEquals(
                    words(line.replace("^", "-Xss1m -cp other")),
                    parsed.with(words("-Xss1m -cp other")).words());
        }

        @Test
        void behindThoseThatWereAddedBefore() {
            CommandLine line = parse("java -Da=1 Main").with(List.of("-Da=2")).with(List.of("-Da=3", "-Db=4"));
            assertEquals(words("java -Da=1 -Da=2 -Da=3 -Db=4 Main"), line.words());
        }

        @Test
        void behindTheWordThatAScriptsFirstLineGives() {
            CommandLine line = CommandLine.parse(List.of("java", "--source 25", SOURCE, "a b"));
            assertEquals(
                    List.of("java", "--source", "25", "-ea", SOURCE, "a b"),
                    line.with(List.of("-ea")).words());
        }
    }

    @Nested
    class OnlyOneJvmHas {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005",
                    "-agentpath:/jdk/lib/libjdwp.so=transport=dt_socket,address=5005",
                    "-Xrunjdwp:transport=dt_socket,address=5005",
                    "-Dcom.sun.management.jmxremote.port=9010",
                    "-XX:AOTCacheOutput=server.aot",
                    "-XX:ArchiveClassesAtExit=server.jsa",
                })
        void goes(String option) {
            assertEquals(
                    "java -Dx=1 -ea Main " + option,
                    parse("java -Dx=1 " + option + " -ea Main " + option).toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-agentlib:jdwpx=1",
                    "-Dcom.sun.management.jmxremote",
                    "-Dcom.sun.management.jmxremote.portal=1",
                    "-XX:AOTCache=server.aot",
                    "-XX:AOTMode=on",
                    "-Xlog:gc:file=gc.log",
                    "-XX:StartFlightRecording=filename=a.jfr",
                })
        void othersStay(String option) {
            assertEquals(
                    "java " + option + " Main",
                    parse("java " + option + " Main").toString());
        }

        @Test
        void noValueIsTakenForAnOption() {
            String line = "java -cp -agentlib:jdwp Main";
            assertEquals(line, parse(line).toString());
        }
    }

    @Nested
    class ArgumentFiles {
        @TempDir
        Path folder;

        private String file(String text) throws IOException {
            return "@" + Files.writeString(folder.resolve("args"), text);
        }

        @Test
        void stayFiles() throws IOException {
            String file = file("-cp 'a b' -Dx=1");
            assertEquals(
                    words("java " + file + " -ea Main @x"),
                    parse("java " + file + " Main @x").with(List.of("-ea")).words());
        }

        @Test
        void mayEndWithAnOptionWhoseValueFollows() throws IOException {
            String file = file("-Dx=1 -cp");
            assertEquals(
                    words("java " + file + " a:b -ea Main c"),
                    parse("java " + file + " a:b Main c").with(List.of("-ea")).words());
        }

        @Test
        void mayGiveTheValueOfAnOption() throws IOException {
            String file = file("a:b");
            assertEquals(
                    words("java -cp " + file + " -ea Main"),
                    parse("java -cp " + file + " Main").with(List.of("-ea")).words());
        }

        @Test
        void giveWayToTheirWordsWhenTheProgramIsAmongThem() throws IOException {
            String file = file("-cp 'a b' @c Main @d".replace("@c", "-p @c"));
            assertEquals(
                    List.of("java", "-cp", "a b", "-p", "@@c", "-ea", "Main", "@d", "@e"),
                    parse("java " + file + " @e").with(List.of("-ea")).words());
        }

        @Test
        void giveWayWhenThereIsSomethingToLeaveOut() throws IOException {
            String file = file("-cp a\n-agentlib:jdwp=address=5005");
            assertEquals("java -cp a Main", parse("java " + file + " Main").toString());
        }

        @Test
        void thatAreGoneAreNamed() {
            String gone = folder.resolve("gone").toString();
            assertRefused("java @" + gone + " Main", "@" + gone);
        }

        @Test
        void areNotWhatBeginsWithTwo() {
            assertEquals("java -cp @@a Main", parse("java -cp @@a Main").toString());
        }
    }

    @Nested
    class NotToBeRunAgain {
        @ParameterizedTest
        @CsvSource({
            "java, it names nothing",
            "java -ea -cp a, it names nothing",
            "java -jar /tmp/surefirebooter-2026.jar /tmp x, Maven Surefire",
            "java -cp a org.apache.maven.surefire.booter.ForkedBooter, Maven Surefire",
            "java -cp a org.codehaus.plexus.classworlds.launcher.Launcher exec:java, Maven",
            "java -cp a worker.org.gradle.process.internal.worker.GradleWorkerMain, Gradle",
            "java -jar junit-platform-console-standalone-6.1.3.jar execute, JUnit",
            "java org.junit.platform.console.ConsoleLauncher, JUnit",
            "java -cp a com.intellij.rt.junit.JUnitStarter -junit5, IntelliJ",
            "java -cp a org.eclipse.jdt.internal.junit.runner.RemoteTestRunner, Eclipse",
            "java -cp a org/openjdk/jmh/runner/ForkedMain, JMH",
            "java jdk.jshell.execution.RemoteExecutionControl 40001, JShell",
            "java -m jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider, JShell",
            "java --module=jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider, JShell",
            "java --source 25 /dev/stdin, /dev/stdin",
            "java --source 25 /dev/fd/63 a, /dev/fd/63",
            "java --source 25 /proc/self/cmdline, /proc/self/cmdline",
            "java gone/Server.java, gone/Server.java",
        })
        void isSaidWithTheWayOut(String line, String found) {
            assertRefused(line, found);
        }

        @Test
        void isTheJvmThatRunsThisTest() {
            String message =
                    assertThrows(SwooleException.class, CommandLine::ofThisJvm).getMessage();
            assertTrue(message.contains("worker_command"), message);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "java com.intellij.rt.execution.application.AppMainV2 Main",
                    "java -jar app.jar org.junit.Main",
                    "java -cp junit-platform-console-standalone.jar Main",
                    "java org.junitary.Main",
                })
        void areNotProgramsThatOnlyLookSo(String line) {
            assertEquals(line, parse(line).toString());
        }
    }

    private static void assertRefused(String line, String found) {
        String message = assertThrows(SwooleException.class, () -> parse(line)).getMessage();
        assertTrue(message.contains(found), message);
        assertTrue(message.contains("worker_command"), message);
    }

    @Nested
    class Settings {
        private static ProcessSettings settings(String key, Object value) {
            Options options = new Options();
            options.set(java.util.Map.of(key, value), false);
            return ProcessSettings.of(options);
        }

        @Test
        void workerCommandIsUsedAsItIs() {
            List<String> given = List.of("nice", "java", "-agentlib:jdwp", "a b");
            CommandLine line = CommandLine.of(settings("worker_command", given));
            assertEquals(given, line.with(List.of("-ea")).words());
        }

        @Test
        void optionsMayBeOneText() {
            assertEquals(
                    words("-Xmx64m -ea"),
                    settings("worker_jvm_options", " -Xmx64m   -ea ").jvmOptions());
            assertEquals(
                    List.of("-Dx=a b"),
                    settings("worker_jvm_options", List.of("-Dx=a b")).jvmOptions());
            assertEquals(List.of(), settings("worker_jvm_options", "").jvmOptions());
        }

        @ParameterizedTest
        @CsvSource({"-Xmx64m Main, Main", "Xmx64m, Xmx64m", "-ea -jar x.jar, -jar", "-m a/b, -m", "-ea -cp, -cp"})
        void otherWordsAmongThemAreRefused(String options, String word) {
            CommandLine line = parse("java Main");
            String message = assertThrows(SwooleException.class, () -> line.with(words(options)))
                    .getMessage();
            assertTrue(message.contains("worker_jvm_options") && message.contains(word), message);
        }
    }
}
