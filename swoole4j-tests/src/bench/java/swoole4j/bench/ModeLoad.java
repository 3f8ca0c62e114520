package swoole4j.bench;

/**
 * The process that makes one load of {@link ModeBenchmark}. Arguments: port, pid of the server, size, connections,
 * outstanding messages of each, seconds of warm-up, measured seconds.
 */
final class ModeLoad {
    private ModeLoad() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Meter meter = new Meter(Long.parseLong(args[1]), number(args[5]), number(args[6]));
        new EchoLoad(Load.Kind.ECHO, number(args[2]), number(args[3]), number(args[4])).run(number(args[0]), meter);
        System.out.println(meter.result());
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
