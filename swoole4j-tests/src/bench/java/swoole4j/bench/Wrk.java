package swoole4j.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs wrk, the HTTP load generator, which must be installed.
 *
 * @param threads of the generator
 * @param connections kept open
 * @param headers lines that every request has
 */
record Wrk(int threads, int connections, List<String> headers) {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in ");
    private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");
    private static final Pattern ERRORS = Pattern.compile("Socket errors:[^\\n]*|Non-2xx[^\\n]*");

    /**
     * What wrk reports.
     *
     * @param requests completed
     * @param perSecond of them
     * @param p99Micros the latency that one in a hundred exceeds
     */
    record Result(long requests, double perSecond, double p99Micros) {}

    /** Loads {@code url} for some seconds; an answer that is no success, or none at all, is a failure of the run. */
    Result run(String url, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "--latency",
                "-t",
                "" + threads,
                "-c",
                "" + connections,
                "-d",
                seconds + "s",
                "--timeout",
                "30s"));
        for (String header : headers) {
            boolean script = header.startsWith("script=");
            command.addAll(List.of(script ? "-s" : "-H", script ? header.substring(7) : header));
        }
        command.add(url);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String report = new String(wrk.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!wrk.waitFor(seconds + 30L, TimeUnit.SECONDS) || wrk.exitValue() != 0) {
            wrk.destroyForcibly();
            throw new IllegalStateException("wrk failed: " + report);
        }
        if (ERRORS.matcher(report).find()) throw new IllegalStateException("errors under load: " + report);
        Matcher p99 = found(P99, report);
        return new Result(
                Long.parseLong(found(COUNT, report).group(1)),
                Double.parseDouble(found(RATE, report).group(1)),
                Double.parseDouble(p99.group(1)) * micros(p99.group(2)));
    }

    private static double micros(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "us" -> 1;
            case "ms" -> 1e3;
            default -> 1e6;
        };
    }

    private static Matcher found(Pattern pattern, String report) {
        Matcher matcher = pattern.matcher(report);
        if (!matcher.find()) throw new IllegalStateException("wrk said: " + report);
        return matcher;
    }
}
