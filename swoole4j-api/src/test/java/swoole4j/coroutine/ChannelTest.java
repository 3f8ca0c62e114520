package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Spec;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;

class ChannelTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 49")
    void aCapacityOfLessThanOneIsOne() {
        for (int capacity : new int[] {0, -1, 1}) assertEquals(1, new Channel<>(capacity).capacity());
        assertEquals(1, new Channel<>().capacity());
        assertEquals(7, new Channel<>(7).capacity());
    }

    @Test
    @Spec("coroutine 50, 52, 65")
    void pushGivesUpWhenThereIsNoRoom() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>(2);
            assertEquals(0, channel.errCode());
            assertTrue(channel.isEmpty());
            assertTrue(channel.push("a"));
            assertFalse(channel.isEmpty() || channel.isFull());
            assertTrue(channel.push("b", .001));
            assertTrue(channel.isFull());
            assertEquals(2, channel.length());
            long start = System.nanoTime();
            assertFalse(channel.push("c", .005));
            assertTrue(System.nanoTime() - start >= 5_000_000);
            assertEquals(Channel.TIMEOUT, channel.errCode());
            assertEquals("a", channel.pop());
            assertTrue(channel.push("d"));
            assertEquals(Channel.TIMEOUT, channel.errCode());
            assertEquals("b", channel.pop());
            assertEquals("d", channel.pop());
            return null;
        });
    }

    @Test
    @Spec("coroutine 51")
    void popGivesUpWhenThereIsNothing() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>();
            assertNull(channel.pop(.005));
            assertEquals(Channel.TIMEOUT, channel.errCode());
            assertEquals(Map.of("consumer_num", 0, "producer_num", 0, "queue_num", 0), channel.stats());
            return null;
        });
    }

    @Test
    @Spec("coroutine 53")
    void aLimitOfZeroIsNone() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>();
            Coroutine.go(() -> {
                Coroutine.sleep(.01);
                channel.push("late");
            });
            assertEquals("late", channel.pop(0));
            assertEquals(Channel.OK, channel.errCode());
            return null;
        });
    }

    @Test
    @Spec("coroutine 33")
    void cancelEndsAPopAndAPush() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>();
            int consumer = Coroutine.go(() -> order.add(channel.pop() + " " + channel.errCode()));
            assertTrue(Coroutine.cancel(consumer));
            channel.push("first");
            int producer = Coroutine.go(() -> order.add(channel.push("second") + " " + channel.errCode()));
            assertTrue(Coroutine.cancel(producer));
            assertEquals("first", channel.pop());
            assertTrue(channel.isEmpty());
            return null;
        });
        assertEquals(List.of("null -3", "false -3"), order);
    }

    @Test
    void cancelWithAnExceptionLeavesNobodyBehind() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>();
            int consumer = Coroutine.go(() -> {
                assertThrows(CanceledException.class, channel::pop);
                order.add(channel.errCode());
            });
            assertTrue(Coroutine.cancel(consumer, true));
            assertEquals(0, channel.stats().get("consumer_num"));
            assertTrue(channel.push("kept"));
            assertEquals("kept", channel.pop());
            return null;
        });
        assertEquals(List.of(Channel.CANCELED), order);
    }

    @Test
    @Spec("coroutine 54, 55, 56")
    void aClosedChannelGivesWhatIsLeft() throws Exception {
        inCoroutine(() -> {
            Channel<Integer> channel = new Channel<>(2);
            channel.push(1);
            channel.push(2);
            assertTrue(channel.close());
            assertFalse(channel.close());
            assertFalse(channel.push(3));
            assertEquals(Channel.CLOSED, channel.errCode());
            assertEquals(1, channel.pop());
            assertEquals(2, channel.pop());
            assertNull(channel.pop());
            assertEquals(Channel.CLOSED, channel.errCode());
            return null;
        });
    }

    @Test
    @Spec("coroutine 57, 58")
    void closingEndsEveryWaitBeforeItReturns() throws Exception {
        inCoroutine(() -> {
            Channel<String> empty = new Channel<>();
            for (int n = 0; n < 2; n++) {
                int number = n;
                Coroutine.go(() -> order.add(number + " " + empty.pop() + " " + empty.errCode()));
            }
            Channel<String> full = new Channel<>();
            full.push("kept");
            Coroutine.go(() -> order.add(full.push("dropped") + " " + full.errCode()));
            empty.close();
            full.close();
            order.add("closed");
            assertEquals("kept", full.pop());
            assertNull(full.pop());
            return null;
        });
        assertEquals(List.of("0 null -2", "1 null -2", "false -2", "closed"), order);
    }

    @Test
    @Spec("coroutine 59, 63")
    void consumersAreServedInTheirOrder() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>(3);
            for (int n = 0; n < 3; n++) {
                int number = n;
                Coroutine.go(() -> order.add(number + channel.pop()));
            }
            assertEquals(Map.of("consumer_num", 3, "producer_num", 0, "queue_num", 0), channel.stats());
            for (String item : List.of("a", "b", "c")) channel.push(item);
            return null;
        });
        assertEquals(List.of("0a", "1b", "2c"), order);
    }

    @Test
    @Spec("coroutine 60, 62, 63")
    void producersAreServedInTheirOrderInsidePop() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>();
            channel.push("first");
            for (int n = 0; n < 3; n++) {
                int number = n;
                Coroutine.go(() -> {
                    channel.push("item " + number);
                    order.add("producer " + number);
                });
            }
            assertEquals(Map.of("consumer_num", 0, "producer_num", 3, "queue_num", 1), channel.stats());
            for (int n = 0; n < 4; n++) {
                String item = channel.pop();
                order.add(item);
            }
            return null;
        });
        assertEquals(List.of("producer 0", "first", "producer 1", "item 0", "producer 2", "item 1", "item 2"), order);
    }

    @Test
    @Spec("coroutine 61")
    void theConsumerRunsInsidePush() throws Exception {
        inCoroutine(() -> {
            Channel<String> channel = new Channel<>();
            Coroutine.go(() -> {
                for (int n = 0; n < 2; n++) order.add("got " + channel.pop());
            });
            channel.push("a");
            order.add("pushed a");
            channel.push("b");
            order.add("pushed b");
            return null;
        });
        assertEquals(List.of("got a", "pushed a", "got b", "pushed b"), order);
    }

    @Test
    @Spec("coroutine 64")
    void falseAndNullPassThrough() throws Exception {
        inCoroutine(() -> {
            Channel<Boolean> channel = new Channel<>(2);
            channel.push(false);
            channel.push(null);
            assertEquals(false, channel.pop());
            assertNull(channel.pop());
            assertEquals(Channel.OK, channel.errCode());
            Coroutine.go(() -> channel.push(null));
            assertNull(channel.pop());
            return null;
        });
    }

    @Test
    void manyItemsKeepTheirOrderWhateverTheCapacity() throws Exception {
        for (int capacity : new int[] {1, 3, 16, 17, 1000}) {
            inCoroutine(() -> {
                Channel<Integer> channel = new Channel<>(capacity);
                Coroutine.go(() -> {
                    for (int n = 0; n < 500; n++) {
                        channel.push(n);
                        if (n % 7 == 0) Coroutine.sleep(.001);
                    }
                    channel.close();
                });
                for (int n = 0; n < 500; n++) {
                    assertEquals(n, channel.pop());
                    if (n % 50 == 0) Coroutine.sleep(.001);
                }
                assertNull(channel.pop());
                return null;
            });
        }
    }

    @Test
    void itBelongsToOneWorkerWhileThatLives() throws Exception {
        Channel<String> channel = new Channel<>();
        try (TestWorker other = start()) {
            inCoroutine(() -> channel.push("one"));
            // The worker has ended.
            assertEquals("one", other.run(() -> channel.pop()));
            try (TestWorker worker = start()) {
                var thrown = assertThrows(ExecutionException.class, () -> worker.run(channel::pop));
                assertEquals(
                        "the channel belongs to worker 7", thrown.getCause().getMessage());
            }
        }
    }
}
