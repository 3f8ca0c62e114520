package swoole4j.bench;

/** The process that makes one load. Arguments: load, port, pid of the server, seconds of warm-up, measured seconds. */
final class LoadGenerator {
    private LoadGenerator() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Load load = Load.valueOf(args[0]);
        int port = Integer.parseInt(args[1]);
        long pid = Long.parseLong(args[2]);
        if (load.kind == Load.Kind.IDLE) {
            System.out.println(new IdleLoad(load, pid).run(port));
            return;
        }
        Meter meter = new Meter(pid, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        switch (load.kind) {
            case BROADCAST -> new BroadcastLoad(load).run(port, meter);
            case HANDSHAKE -> new HandshakeLoad(load).run(port, meter);
            default -> new EchoLoad(load.kind, load.size, load.connections, load.outstanding).run(port, meter);
        }
        System.out.println(meter.result());
    }
}
