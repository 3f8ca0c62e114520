package swoole4j.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.Suspension;

@DisplayName("what has come and nobody has taken")
class InboxTest {
    private record Item(boolean wanted) implements Inbox.Weighted {
        @Override
        public int weight() {
            return 10;
        }
    }

    @Test
    void theUnwantedIsDroppedAndTheRestKeepsItsOrder() {
        Inbox<Item> inbox = new Inbox<>();
        Item first = new Item(true);
        inbox.put(new Item(false));
        inbox.put(first);
        inbox.put(new Item(false));
        inbox.drop(item -> !item.wanted);
        assertEquals(10, inbox.held());
        assertEquals(first, inbox.poll());
        assertNull(inbox.poll());
        assertEquals(0, inbox.held());
    }

    @Test
    void whoeverWaitsIsNotToldOfACancellationWhenSomethingIsDropped() {
        for (int round = 0; round < 2_000; round++) {
            Inbox<Item> inbox = new Inbox<>();
            CompletableFuture<Item> taken = new CompletableFuture<>();
            Thread taker = Thread.startVirtualThread(() -> {
                Item item = null;
                while (item == null) {
                    if (inbox.await(Deadline.in(30)) != Suspension.DONE) {
                        taken.completeExceptionally(new AssertionError("not done"));
                        return;
                    }
                    item = inbox.poll();
                }
                taken.complete(item);
            });
            inbox.put(new Item(false));
            inbox.put(new Item(true));
            inbox.drop(item -> !item.wanted);
            taken.join();
            assertEquals(Thread.State.TERMINATED, joined(taker));
        }
    }

    private static Thread.State joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return thread.getState();
    }
}
