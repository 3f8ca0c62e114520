package swoole4j.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import swoole4j.SwooleException;

/** The words that this JVM was started with. */
final class OwnWords {
    /** As the kernel has them; the JDK's own view of them is the same, but damages what it cannot decode. */
    private static final Path KERNEL = Path.of("/proc/self/cmdline");

    /** What the JDK encodes the words of a new process with. */
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private OwnWords() {}

    /**
     * Returns them, the executable first.
     *
     * @throws SwooleException when the system does not tell, or this JVM was not started by {@code java}
     */
    static List<String> read() {
        List<String> words = new ArrayList<>();
        words.add(executable());
        words.addAll(arguments());
        return words;
    }

    private static List<String> arguments() {
        if (Files.isReadable(KERNEL)) {
            try {
                return decode(Files.readAllBytes(KERNEL), CHARSET);
            } catch (IOException e) {
                throw Unrepeatable.because(KERNEL + " cannot be read: " + e);
            }
        }
        return ProcessHandle.current()
                .info()
                .arguments()
                .map(List::of)
                .orElseThrow(() -> Unrepeatable.because("this system does not tell it"));
    }

    /** Takes the words behind the first apart; each ends with a zero. */
    static List<String> decode(byte[] line, Charset charset) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] != 0) continue;
            words.add(word(ByteBuffer.wrap(line, start, i - start).slice(), charset));
            start = i + 1;
        }
        return words.subList(Math.min(1, words.size()), words.size());
    }

    private static String word(ByteBuffer bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw Unrepeatable.because("the word " + charset.decode(bytes.rewind()) + " of it is not " + charset
                    + " text, which the locale (LC_ALL, LANG) asks for");
        }
    }

    private static String executable() {
        String running = ProcessHandle.current().info().command().orElse("");
        return executable(running, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** While a JDK is replaced by another the kernel calls the old file deleted; then the one in its place has to do. */
    static String executable(String running, Path ofThisJdk) {
        if (Files.isExecutable(Path.of(running)) && running.matches("(.*[/\\\\])?javaw?(\\.exe)?")) return running;
        if (running.endsWith("/java (deleted)") && Files.isExecutable(ofThisJdk)) return ofThisJdk.toString();
        throw Unrepeatable.because(
                running.isEmpty()
                        ? "the system does not tell what program runs this JVM"
                        : running + " runs this JVM and not java");
    }
}
