package swoole4j.engine.process;

import static swoole4j.engine.process.LauncherWords.Part.MAIN;
import static swoole4j.engine.process.LauncherWords.Part.OPTION;

import java.util.ArrayList;
import java.util.List;
import swoole4j.engine.process.LauncherWords.Part;

/** Finds out what a command line of {@code java} runs, and leaves options out that only one JVM can have. */
final class CommandLineParser {
    /** What a script's first line gives is one word. */
    private static final String SCRIPT_LINE = "--source ";

    private final List<String> given;
    private final List<String> kept = new ArrayList<>();
    private final LauncherWords parts = new LauncherWords();
    private int main;

    CommandLineParser(List<String> given) {
        this.given = given;
    }

    CommandLine parse() {
        kept.add(given.getFirst());
        for (String word : behindExecutable()) {
            if (parts.isFile(word)) takeFile(word);
            else take(word, word);
        }
        if (!parts.isOver()) throw Unrepeatable.because("it names nothing to run");
        Unrepeatable.check(mainName(), parts);
        return new CommandLine(kept, kept.get(main - 1).equals("-jar") ? main - 1 : main);
    }

    private List<String> behindExecutable() {
        List<String> words = new ArrayList<>(given.subList(1, given.size()));
        if (!words.isEmpty() && words.getFirst().startsWith(SCRIPT_LINE)) {
            words.addAll(0, List.of(words.removeFirst().strip().split("\\s+", -1)));
        }
        return words;
    }

    /** A file stays a file, which may be longer than a command line; unless there is something in it to change. */
    private void takeFile(String file) {
        List<String> words = ArgumentFile.read(file.substring(1), OwnWords.CHARSET);
        if (mayStay(words)) {
            words.forEach(parts::next);
            kept.add(file);
            return;
        }
        for (String word : words) take(word, word.startsWith("@") && !parts.isOver() ? "@" + word : word);
    }

    private boolean mayStay(List<String> words) {
        LauncherWords ahead = new LauncherWords(parts);
        for (String word : words) {
            Part part = ahead.next(word);
            if (part == MAIN || (part == OPTION && SoleOptions.isSole(word))) return false;
        }
        return true;
    }

    /** Takes a word, which for the launcher has to be written differently when it was in a file and looks like one. */
    private void take(String word, String written) {
        Part part = parts.next(word);
        if (part == OPTION && SoleOptions.isSole(word)) return;
        if (part == MAIN) main = kept.size();
        kept.add(written);
    }

    private String mainName() {
        String word = kept.get(main);
        if (word.startsWith("--module=")) return word.substring(word.indexOf('=') + 1);
        return word.startsWith("-") && main + 1 < kept.size() ? kept.get(main + 1) : word;
    }
}
