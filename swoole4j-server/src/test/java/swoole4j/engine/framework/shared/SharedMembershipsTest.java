package swoole4j.engine.framework.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import swoole4j.engine.framework.room.Groups;
import swoole4j.engine.framework.room.Memberships;
import swoole4j.engine.framework.room.RoomIndex;

/** Two indexes of one table are what two processes have. */
class SharedMembershipsTest {
    private final Memberships shared = new SharedMemberships(1000, 200, 64);
    private final RoomIndex here = new RoomIndex(shared);
    private final RoomIndex there = new RoomIndex(shared);

    @Test
    void whatOneProcessChangesTheOtherSeesAtOnce() {
        here.open(1);
        assertTrue(there.join(1, "game"));
        assertEquals(Set.of(1), here.members("game"));
        there.bindUid(1, "ann");
        assertEquals(Set.of(1), here.fdsOf("ann"));
        here.forget(1);
        assertEquals(Set.of(), there.members("game"));
        assertFalse(there.isOnline("ann"));
    }

    @Test
    void aProcessThatBeginsLaterKnowsEverything() {
        for (int fd = 1; fd <= 300; fd++) {
            here.open(fd);
            here.join(fd, "room-" + fd % 3);
        }
        assertEquals(100, new RoomIndex(shared).size("room-1"));
    }

    @Test
    void aProcessThatIsFarBehindStartsAfresh() {
        there.all();
        for (int fd = 1; fd <= 300; fd++) {
            here.open(fd);
            here.join(fd, "game");
            if (fd % 2 == 0) here.forget(fd);
        }
        assertEquals(150, there.size("game"));
        assertEquals(here.members("game"), there.members("game"));
    }

    @Test
    void aChangeThatNobodyWasToldOfIsFoundWhenAProcessBegins() {
        SharedMemberships rows = new SharedMemberships(64, 200, 64);
        RoomIndex index = new RoomIndex(rows);
        rows.open(1);
        assertEquals(1, index.count());
        long all = rows.follow(-1, new Ignore());
        rows.distrust();
        assertEquals(all + 1, rows.follow(all, new Ignore()));
        assertEquals(1, index.count());
    }

    private static final class Ignore implements Memberships.Listener {
        @Override
        public void changed(int fd, Groups now) {}

        @Override
        public void restart() {}
    }

    @Test
    void roomsThatDoNotFitAreRefusedAndNothingIsCut() {
        here.open(1);
        assertTrue(here.join(1, "a".repeat(150)));
        assertFalse(here.join(1, "b".repeat(150)));
        assertEquals(Set.of("a".repeat(150)), there.roomsOf(1));
    }

    @Test
    void namesMayHoldAnything() {
        here.open(1);
        here.join(1, "", "3:x", "日本", "a\u0000b\n", "🎮");
        here.bindUid(1, "5:");
        assertEquals(Set.of("", "3:x", "日本", "a\u0000b\n", "🎮"), there.roomsOf(1));
        assertEquals("5:", there.uidOf(1));
    }

    @Test
    void aFullTableTakesNoMore() {
        Memberships small = new SharedMemberships(64, 64, 64);
        RoomIndex index = new RoomIndex(small);
        int opened = 0;
        for (int fd = 1; fd <= 200; fd++) if (index.open(fd)) opened++;
        assertTrue(opened >= 64 && opened < 200, () -> "room for 64");
        assertEquals(opened, index.count());
    }
}
