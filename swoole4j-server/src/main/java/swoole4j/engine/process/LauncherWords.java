package swoole4j.engine.process;

import java.util.Set;

/** Tells the words behind {@code java} apart, one after another, as the launcher of JDK 25 does. */
final class LauncherWords {
    /** What a word is. */
    enum Part {
        /** An option, or {@code -jar}, which only says what the main word will be. */
        OPTION,
        /** What belongs to the option before. */
        VALUE,
        /** The main class, jar or source file, or the {@code -m} in front of a module: options end here. */
        MAIN,
        /** What the program gets. */
        ARGUMENT
    }

    /** Options whose value is the next word; with an equals sign it is part of the option itself. */
    private static final Set<String> TAKE_A_WORD = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");

    private static final Set<String> MODULE = Set.of("-m", "--module");

    private boolean over;
    private boolean valueIsNext;
    private boolean filesAreOff;
    private boolean jar;
    private boolean source;

    LauncherWords() {}

    /** Goes on from where another one is, which stays there. */
    LauncherWords(LauncherWords other) {
        this.over = other.over;
        this.valueIsNext = other.valueIsNext;
        this.filesAreOff = other.filesAreOff;
        this.jar = other.jar;
        this.source = other.source;
    }

    Part next(String word) {
        if (over) return Part.ARGUMENT;
        if (valueIsNext) {
            valueIsNext = false;
            return Part.VALUE;
        }
        over = !word.startsWith("-") || MODULE.contains(word) || word.startsWith("--module=");
        if (over) {
            source |= !jar && word.endsWith(".java");
            return Part.MAIN;
        }
        valueIsNext = TAKE_A_WORD.contains(word);
        filesAreOff |= word.equals("--disable-@files");
        jar |= word.equals("-jar");
        source |= word.equals("--source") || word.startsWith("--source=");
        return Part.OPTION;
    }

    /** Tells whether the next word stands for the words of a file. */
    boolean isFile(String word) {
        return !over && !filesAreOff && word.length() > 1 && word.charAt(0) == '@' && word.charAt(1) != '@';
    }

    /** Tells whether the main word was there. */
    boolean isOver() {
        return over;
    }

    /** Tells whether an option still waits for its value. */
    boolean isOpen() {
        return valueIsNext;
    }

    /** Tells whether the main word is a jar. */
    boolean isJar() {
        return jar;
    }

    /** Tells whether the main word is a source file. */
    boolean isSource() {
        return source;
    }
}
