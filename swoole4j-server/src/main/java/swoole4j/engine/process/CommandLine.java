package swoole4j.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import swoole4j.SwooleException;
import swoole4j.engine.config.ProcessSettings;

/** The words that start a worker. Immutable. */
public final class CommandLine {
    private static final int NOWHERE = -1;
    /** The launcher of scripts says in system properties where it is and what it has compiled, and takes options from a variable. */
    private static final String LAUNCHER = "swoole4j.launcher";

    private static final String SCRIPT = "jdk.launcher.sourcefile";
    private static final String OPTIONS = "SWOOLE4J_OPTS";

    private final List<String> words;
    private final int endOfOptions;

    /**
     * Creates a command line.
     *
     * @param endOfOptions where more options may stand, so that they win over those before
     */
    CommandLine(List<String> words, int endOfOptions) {
        this.words = List.copyOf(words);
        this.endOfOptions = endOfOptions;
    }

    /**
     * Returns the command line of workers: {@code worker_command} as it is, or this JVM's with {@code worker_jvm_options}.
     *
     * @throws SwooleException when this JVM's cannot be run again, or those are no options
     */
    public static CommandLine of(ProcessSettings settings) {
        if (!settings.command().isEmpty()) return new CommandLine(settings.command(), NOWHERE);
        CommandLine own = ofThisJvm();
        String launcher = System.getProperty(LAUNCHER);
        String script = System.getProperty(SCRIPT);
        if (launcher == null || script == null) return own.with(settings.jvmOptions());
        return own.through(launcher, script, settings.jvmOptions());
    }

    /**
     * Returns this command line as that of the launcher, which compiles the script again when it has changed.
     *
     * @param jvmOptions go to the launcher in its variable, and win over those that are there
     * @throws SwooleException when a word is no option
     */
    CommandLine through(String launcher, String script, List<String> jvmOptions) {
        requireOptions(jvmOptions);
        List<String> own = new ArrayList<>();
        if (!jvmOptions.isEmpty()) {
            String before = Objects.requireNonNullElse(System.getenv(OPTIONS), "");
            own.addAll(List.of("env", OPTIONS + "=" + before + " " + String.join(" ", jvmOptions)));
        }
        own.add(launcher);
        own.add(script);
        own.addAll(words.subList(endOfOptions + 1, words.size()));
        return new CommandLine(own, NOWHERE);
    }

    /**
     * Returns the command line that this JVM was started with, without what only one JVM can have.
     *
     * @throws SwooleException when it cannot be run again
     */
    public static CommandLine ofThisJvm() {
        return parse(OwnWords.read());
    }

    /**
     * Takes the command line of a JVM apart.
     *
     * @param words the executable and what follows it
     * @throws SwooleException when it cannot be run again
     */
    static CommandLine parse(List<String> words) {
        return new CommandLineParser(words).parse();
    }

    /**
     * Returns this command line with more JVM options, which win over those that are there. A {@code worker_command} stays as it
     * is.
     *
     * @throws SwooleException when a word is no option
     */
    public CommandLine with(List<String> jvmOptions) {
        if (endOfOptions == NOWHERE) return this;
        requireOptions(jvmOptions);
        List<String> more = new ArrayList<>(words);
        more.addAll(endOfOptions, jvmOptions);
        return new CommandLine(more, endOfOptions + jvmOptions.size());
    }

    private static void requireOptions(List<String> words) {
        LauncherWords parts = new LauncherWords();
        for (String word : words) {
            boolean option = parts.isFile(word) || parts.next(word) != LauncherWords.Part.MAIN;
            if (option && !parts.isJar()) continue;
            throw new SwooleException("option worker_jvm_options: " + word
                    + " is not allowed, expected options of the JVM such as -Xmx256m");
        }
        if (!parts.isOpen()) return;
        throw new SwooleException("option worker_jvm_options: the value of " + words.getLast() + " is missing");
    }

    /** Returns the words, the program to run first. */
    public List<String> words() {
        return words;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
