package swoole4j.engine.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A child JVM that does what a test tells it over a socket. */
final class Puppet {
    static final String PORT = "PUPPET_PORT";

    private final BufferedReader commands;
    private final PrintWriter answers;
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private Puppet(Socket socket) throws IOException {
        this.commands = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.answers = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        Lifeline.hold();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv(PORT)))) {
            new Puppet(socket).run();
        }
    }

    private void run() throws IOException {
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "identity" -> answers.println(Identity.ofThisJvm());
                case "input" -> answers.println(System.in.read());
                case "words" ->
                    answers.println(String.join(" ", CommandLine.ofThisJvm().words()));
                case "folder" -> answers.println(PrivateFolder.create().path());
                case "child" -> ChildJvm.start(CommandLine.ofThisJvm(), Map.of());
                case "linger" -> Runtime.getRuntime().addShutdownHook(new Thread(this::linger));
                case "exit" -> System.exit(7);
                case "go" -> mayEnd.countDown();
                default -> throw new IllegalArgumentException(command);
            }
            answers.println("done");
        }
    }

    /** Holds the end of this JVM up until the test agrees. */
    private void linger() {
        answers.println("ending");
        try {
            mayEnd.await();
        } catch (InterruptedException _) {
            // then it ends
        }
    }
}
