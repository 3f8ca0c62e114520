package swoole4j.engine.framework.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.engine.Spec;
import swoole4j.engine.framework.shared.SharedStore;
import swoole4j.framework.Broadcast;
import swoole4j.framework.SlowConsumer;

class RoomIndexTest {
    private static final SlowConsumer USUAL = SlowConsumer.drop(Long.MAX_VALUE);

    /** Where it is known who is in which room. */
    enum Truth {
        HEAP,
        SHARED;

        RoomIndex index(int connections) {
            return this == HEAP ? new RoomIndex() : new RoomIndex(new SharedStore(connections, 64, 1024).memberships());
        }
    }

    private final RoomIndex rooms = new RoomIndex();

    @Test
    void onlyOpenedConnectionsJoin() {
        assertFalse(rooms.join(1, "game"));
        assertFalse(rooms.bindUid(1, "ann"));
        rooms.open(1);
        assertTrue(rooms.join(1, "game", "lobby"));
        assertEquals(Set.of(1), rooms.members("game"));
        assertEquals(Set.of("game", "lobby"), rooms.roomsOf(1));
        assertEquals(1, rooms.size("lobby"));
    }

    @Test
    void whoLeavesTwiceIsGoneOnce() {
        rooms.open(1);
        rooms.join(1, "game");
        assertTrue(rooms.leave(1, "game", "never"));
        assertTrue(rooms.leave(1, "game"));
        assertEquals(Set.of(), rooms.names());
        assertFalse(rooms.leave(2, "game"));
    }

    @Spec("framework 91")
    @ParameterizedTest
    @EnumSource
    void theEndOfAConnectionTakesItOutOfEverything(Truth truth) {
        RoomIndex index = truth.index(8);
        index.open(1);
        index.open(2);
        index.join(1, "game", "lobby");
        index.join(2, "lobby");
        index.bindUid(1, "ann");
        index.forget(1);
        assertEquals(Set.of("lobby"), index.names());
        assertEquals(Set.of(2), index.members("lobby"));
        assertEquals(Set.of(), index.roomsOf(1));
        assertFalse(index.isOnline("ann"));
        assertNull(index.uidOf(1));
        assertFalse(index.join(1, "game"));
        assertEquals(Set.of(2), index.all());
    }

    @ParameterizedTest
    @EnumSource
    void aUserHasManyConnectionsAndAConnectionOneUser(Truth truth) {
        RoomIndex index = truth.index(8);
        index.open(1);
        index.open(2);
        index.bindUid(1, "ann");
        index.bindUid(2, "ann");
        assertEquals(Set.of(1, 2), index.fdsOf("ann"));
        index.bindUid(2, "bob");
        assertEquals(Set.of(1), index.fdsOf("ann"));
        assertEquals("bob", index.uidOf(2));
        assertTrue(index.unbindUid(2));
        assertFalse(index.unbindUid(2));
        assertEquals(Set.of("ann"), index.uids());
    }

    @Test
    void aUserHasAName() {
        rooms.open(1);
        assertThrows(IllegalArgumentException.class, () -> rooms.bindUid(1, ""));
    }

    @Test
    void whatIsReturnedIsACopy() {
        rooms.open(1);
        rooms.join(1, "game");
        Set<Integer> before = rooms.members("game");
        rooms.leave(1, "game");
        assertEquals(Set.of(1), before);
    }

    @Spec("framework 90")
    @ParameterizedTest
    @EnumSource
    void eightThreadsLeaveItConsistent(Truth truth) throws Exception {
        int operations = truth == Truth.HEAP ? 10_000 : 2_000;
        RoomIndex index = truth.index(64);
        for (int fd = 1; fd <= 40; fd++) index.open(fd);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(seed -> threads.submit(() -> churn(index, new Random(seed), operations)))
                    .toList();
            for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
        }
        for (String room : index.names()) {
            Set<Integer> members = index.members(room);
            assertFalse(members.isEmpty());
            assertEquals(members.size(), index.size(room));
            for (int fd : members) assertTrue(index.roomsOf(fd).contains(room), room);
        }
        for (int fd = 1; fd <= 40; fd++) {
            for (String room : index.roomsOf(fd)) assertTrue(index.members(room).contains(fd), room);
            index.leaveAll(fd);
        }
        assertEquals(Set.of(), index.names());
    }

    private static void churn(RoomIndex index, Random random, int operations) {
        for (int i = 0; i < operations; i++) {
            int fd = 1 + random.nextInt(40);
            String room = "room-" + random.nextInt(10);
            switch (random.nextInt(5)) {
                case 0, 1 -> index.join(fd, room);
                case 2 -> index.leave(fd, room);
                case 3 -> index.size(room);
                default -> index.members(room);
            }
        }
    }

    @Spec("framework 90")
    @Test
    void tenThousandConnectionsThatComeAndGoLeaveNothing() {
        Random random = new Random(1);
        for (int turn = 0; turn < 5; turn++) {
            for (int fd = 1; fd <= 10_000; fd++) {
                rooms.open(fd);
                rooms.join(fd, "room-" + random.nextInt(1000), "room-" + random.nextInt(1000));
                rooms.bindUid(fd, "user-" + fd % 5000);
            }
            assertEquals(10_000, rooms.count());
            assertTrue(rooms.names().size() <= 1000);
            assertEquals(2, rooms.fdsOf("user-7").size());
            for (int fd = 1; fd <= 10_000; fd++) rooms.forget(fd);
            assertEquals(0, rooms.count());
            assertEquals(Set.of(), rooms.names());
            assertEquals(Set.of(), rooms.uids());
        }
    }

    @Nested
    class Targets {
        Targets() {
            for (int fd = 1; fd <= 4; fd++) rooms.open(fd);
            rooms.join(1, "game", "lobby");
            rooms.join(2, "game");
            rooms.join(3, "lobby");
            rooms.bindUid(4, "ann");
            rooms.bindUid(1, "ann");
        }

        private Set<Integer> everyone(Broadcast broadcast) {
            Set<Integer> met = new HashSet<>();
            for (int[] fds : rooms.targets(broadcast).values())
                for (int fd : fds) assertTrue(met.add(fd), "twice " + fd);
            return met;
        }

        @Spec("framework 92")
        @Test
        void whoIsInTwoRoomsIsMeantOnce() {
            assertEquals(Set.of(1, 2, 3), everyone(Broadcast.to("game").and("lobby")));
            assertEquals(Set.of(1, 2, 4), everyone(Broadcast.to("game").andUid("ann")));
            assertEquals(Set.of(1, 4), everyone(Broadcast.toUid("ann")));
            assertEquals(Set.of(1, 2, 3, 4), everyone(Broadcast.all().and("game")));
            assertEquals(Set.of(), everyone(Broadcast.to("nobody's")));
        }

        @Spec("framework 92")
        @Test
        void whoIsExceptedIsNotMeant() {
            assertEquals(Set.of(2), everyone(Broadcast.to("game").except(1)));
            assertEquals(Set.of(2, 3), everyone(Broadcast.all().except(1, 4, 99)));
        }

        @Test
        void theFirstRoomNamedSaysWhatBecomesOfSlowOnes() {
            SlowConsumer strict = SlowConsumer.disconnect(10);
            rooms.slowConsumers("lobby", strict);
            Map<SlowConsumer, int[]> targets =
                    rooms.targets(Broadcast.to("lobby").and("game"));
            assertEquals(2, targets.get(strict).length);
            assertArrayEquals(new int[] {2}, targets.get(USUAL));
            SlowConsumer own = SlowConsumer.drop(5);
            assertEquals(
                    Set.of(own),
                    rooms.targets(Broadcast.to("lobby").slowConsumers(own)).keySet());
        }

        @Test
        void aRoomThatChangedIsNotMeantAsItWas() {
            everyone(Broadcast.to("game"));
            rooms.leave(2, "game");
            assertEquals(Set.of(1), everyone(Broadcast.to("game")));
        }
    }
}
