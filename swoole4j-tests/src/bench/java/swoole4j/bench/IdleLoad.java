package swoole4j.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server's memory grows by per open connection, after a full collection. */
final class IdleLoad {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Load load;
    private final long serverPid;

    IdleLoad(Load load, long serverPid) {
        this.load = load;
        this.serverPid = serverPid;
    }

    String run(int port) throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) { // as many as will be open, so that all code is compiled, but few at a time
            for (SocketChannel channel : open(port, load.connections / 10)) channel.close();
        }
        Sample before = settle();
        List<SocketChannel> open = open(port, load.connections);
        Sample after = settle();
        System.err.println(jcmd("GC.class_histogram")); // into the log, for whoever wonders what the bytes are
        for (SocketChannel channel : open) channel.close();
        return String.format(
                Locale.ROOT,
                "RESULT memory=%.1f heap=%.1f rss=%d",
                (after.residentKib - before.residentKib) * 1_024.0 / load.connections,
                (after.heapKib - before.heapKib) * 1_024.0 / load.connections,
                after.residentKib);
    }

    private List<SocketChannel> open(int port, int number) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            SocketChannel channel = Upgrade.connect(port, i, false);
            byte[] text = Wire.text(load.size, i, 0);
            channel.write(ByteBuffer.wrap(Wire.masked(Wire.TEXT, text, new Random(i))));
            byte[] wanted = Wire.unmasked(Wire.TEXT, text);
            ByteBuffer in = ByteBuffer.allocate(wanted.length);
            while (in.hasRemaining()) {
                if (channel.read(in) < 0) throw new IOException("the server closed a connection");
            }
            if (!Arrays.equals(in.array(), wanted)) throw new IOException("wrong answer on connection " + i);
            channels.add(channel);
        }
        return channels;
    }

    private Sample settle() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            jcmd("GC.run");
            TimeUnit.MILLISECONDS.sleep(500);
        }
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) throw new IllegalStateException("GC.heap_info tells no used size");
        return new Sample(ProcStat.residentKib(serverPid), Long.parseLong(used.group(1)));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(serverPid), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("jcmd " + command + ": " + answer);
        return answer;
    }

    /** Memory at one moment. */
    private record Sample(long residentKib, long heapKib) {}
}
