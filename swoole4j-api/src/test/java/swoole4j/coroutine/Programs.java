package swoole4j.coroutine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.Timer;

/** Programs that run coroutines without a server, for a JVM of their own; the first argument says which. */
final class Programs {
    private Programs() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "run" -> run();
            case "nested" -> nested();
            case "sequence" -> sequence();
            case "scheduler" -> scheduler();
            case "uncaught" -> uncaught();
            case "deadlock" -> deadlock();
            case "blocking" -> blocking();
            case "exitCondition" -> exitCondition();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(Object what) {
        java.lang.System.out.println(what);
    }

    private static void run() {
        boolean result = Coroutine.run(
                arguments -> {
                    say("argument " + arguments[0] + ", coroutine " + Coroutine.getCid() + " of "
                            + Coroutine.getPcid());
                    Coroutine.go(() -> {
                        Coroutine.sleep(.02);
                        say("child");
                        Timer.after(20, () -> say("timer"));
                    });
                    Coroutine.defer(() -> say("deferred"));
                    say("function");
                    return null;
                },
                7);
        say("run " + result);
    }

    private static void nested() {
        Coroutine.run(() -> {
            try {
                Coroutine.run(() -> say("never"));
            } catch (SwooleException e) {
                say(e.getMessage());
            }
        });
    }

    private static void sequence() {
        Channel<String> channel = new Channel<>();
        for (int n = 0; n < 3; n++) {
            int number = n;
            Coroutine.run(() -> {
                Coroutine.go(() -> say(channel.pop()));
                channel.push("run " + number + " coroutine " + Coroutine.getCid());
            });
        }
    }

    private static void scheduler() {
        Scheduler scheduler = new Scheduler();
        scheduler.set(Map.of("max_coroutine", 5));
        scheduler.add(() -> say("added"));
        scheduler.parallel(3, () -> {
            Coroutine.sleep(.01);
            say("parallel");
        });
        scheduler.add(arguments -> {
            for (int n = 0; n < 3; n++) Coroutine.go(Coroutine::yield);
            say("coroutines " + Coroutine.stats().get("coroutine_num"));
            Coroutine.list().forEach(Coroutine::resume);
            return null;
        });
        say("before " + scheduler.getOptions());
        say(scheduler.start());
        say(scheduler.start());
    }

    private static void uncaught() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("shutdown hook")));
        Coroutine.run(() -> {
            Coroutine.go(() -> {
                Coroutine.sleep(3600);
                say("never");
            });
            try {
                Coroutine.go(() -> {
                    Coroutine.defer(() -> say("deferred"));
                    throw new Exception("on purpose");
                });
            } catch (RuntimeException e) {
                say("never");
            }
            Coroutine.sleep(3600);
        });
        say("never");
    }

    private static void deadlock() {
        boolean result = Coroutine.run(() -> {
            Channel<String> channel = new Channel<>();
            Coroutine.go(() -> new WaitGroup(1).await());
            Coroutine.sleep(.005);
            channel.pop();
            say("never");
        });
        say("run " + result);
    }

    /** Those who wait for somebody else are not stuck. */
    private static void blocking() {
        CountDownLatch latch = new CountDownLatch(1);
        Thread.ofPlatform().start(latch::countDown);
        Coroutine.run(() -> {
            int waiting = Coroutine.go(() -> {
                Coroutine.yield();
                say("resumed");
            });
            latch.await();
            Thread.sleep(5);
            Coroutine.resume(waiting);
            say(Coroutine.join(List.of(4711)));
        });
    }

    /** The loop goes on although there is nothing to run. */
    private static void exitCondition() {
        AtomicBoolean over = new AtomicBoolean();
        Coroutine.set(Map.of("exit_condition", (BooleanSupplier) over::get));
        CountDownLatch begun = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                begun.await();
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            say("over");
            over.set(true);
        });
        Coroutine.run(begun::countDown);
        say("end");
        try {
            Coroutine.set(Map.of("exit_condition", "never"));
        } catch (SwooleException e) {
            say(e.getMessage());
        }
    }
}
