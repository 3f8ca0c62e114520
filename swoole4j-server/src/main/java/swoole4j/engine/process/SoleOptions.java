package swoole4j.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** JVM options that only one JVM at a time can have, as they take a port or write one file; children go without. */
final class SoleOptions {
    private static final Pattern SOLE = Pattern.compile("-agentlib:jdwp(=.*)?"
            + "|-agentpath:([^=]*/)?libjdwp\\.[a-z]+(=.*)?"
            + "|-Xrunjdwp(:.*)?"
            + "|-Dcom\\.sun\\.management\\.jmxremote\\.port=.*"
            + "|-XX:AOTMode=record"
            + "|-XX:(AOTConfiguration|AOTCacheOutput|ArchiveClassesAtExit)=.*");

    /** From where a JVM takes options, too. */
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** A word and the blanks in front of it; quotes may be anywhere in it and hold blanks. */
    private static final Pattern WORD = Pattern.compile("\\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"']++)++");

    private SoleOptions() {}

    static boolean isSole(String option) {
        return SOLE.matcher(option).matches();
    }

    /** Takes them out of an environment's variables. */
    static void dropFrom(Map<String, String> environment) {
        for (String name : VARIABLES) {
            String options = environment.get(name);
            if (options == null) continue;
            List<String> kept = new ArrayList<>();
            boolean sole = false;
            for (String word : wordsOf(options)) {
                if (isSole(word.strip().replaceAll("[\"']", ""))) sole = true;
                else kept.add(word);
            }
            if (!sole) continue;
            if (kept.isEmpty()) environment.remove(name); // an empty one is worth a line of output to the launcher
            else environment.put(name, String.join("", kept).strip());
        }
    }

    /** An open quote, which no JVM starts with, ends the list. */
    private static List<String> wordsOf(String options) {
        List<String> words = new ArrayList<>();
        WORD.matcher(options).results().forEach(word -> words.add(word.group()));
        return words;
    }
}
