package swoole4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Table.TYPE_FLOAT;
import static swoole4j.Table.TYPE_INT;
import static swoole4j.Table.TYPE_STRING;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.internal.shared.SharedMemories;
import swoole4j.internal.shared.SharedMemory;

class TableTest {
    private final Table table = table(new Table(64));

    private static Table table(Table table) {
        table.column("id", TYPE_INT);
        table.column("rate", TYPE_FLOAT);
        table.column("name", TYPE_STRING, 5);
        table.create();
        return table;
    }

    private static Map<String, Object> row(long id, double rate, String name) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("rate", rate);
        row.put("name", name);
        return row;
    }

    @Nested
    class Description {
        @ParameterizedTest
        @Spec("coroutine 109")
        @CsvSource({"1, 64", "0, 64", "64, 64", "65, 128", "1000, 1024", "1024, 1024", "1025, 2048", "-1, 1073741824"})
        void theSizeIsRounded(long size, long rows) {
            assertEquals(rows, new Table(size).getSize());
        }

        @Test
        void sizesAsPropertiesAreThereOnceTheTableIs() {
            Table small = new Table(1024);
            small.column("id", TYPE_INT);
            small.column("name", TYPE_STRING, 64);
            small.column("num", TYPE_FLOAT);
            assertNull(small.size());
            assertNull(small.memorySize());
            assertEquals(0, small.getMemorySize());
            small.create();
            assertEquals(1024, small.size());
            // 1228 rows of 176 bytes, 204 of which are slices of a pool with 24 in front, the pool's head, 1024
            // pointers
            assertEquals(1228 * 176 + 204 * 24 + 48 + 1024 * 8, small.memorySize());
            assertEquals(small.memorySize(), small.getMemorySize());
        }

        @Test
        @Spec("coroutine 110")
        void impossibleColumnsAreRefused() {
            Table other = new Table(64);
            assertTrue(other.column("a", TYPE_INT));
            assertFalse(other.column("a", TYPE_FLOAT));
            assertFalse(other.column("b", 0));
            assertFalse(other.column("b", 4));
            assertFalse(other.column("b", TYPE_STRING));
            assertFalse(other.column("b", TYPE_STRING, -1));
            assertFalse(other.column("b", TYPE_STRING, 1L << 40));
            assertFalse(other.column("b", TYPE_STRING, Long.MAX_VALUE));
            assertTrue(other.column("b", TYPE_STRING, 1));
            other.create();
            assertFalse(other.column("c", TYPE_INT));
            assertEquals(Set.of("a", "b"), created(other));
        }

        private static Set<String> created(Table table) {
            table.set("row", Map.of());
            return table.get("row").keySet();
        }

        @Test
        @Spec("coroutine 132")
        void beforeCreateAndAfterDestroyNothingWorks() {
            Table other = new Table(64);
            other.column("a", TYPE_INT);
            mustFail(other);
            assertEquals(0, other.count());
            assertNull(other.stats());
            assertTrue(other.create());
            assertThrows(IllegalStateException.class, other::create);
            other.set("key", Map.of("a", 1));
            assertTrue(other.destroy());
            mustFail(other);
            assertThrows(IllegalStateException.class, other::create);
            assertEquals(0, other.count());
            assertEquals(0, other.getSize());
            assertEquals(0, other.getMemorySize());
            assertNull(other.stats());
        }

        private static void mustFail(Table table) {
            List<Executable> calls = List.of(
                    () -> table.set("key", Map.of("a", 1)),
                    () -> table.get("key"),
                    () -> table.get("key", "a"),
                    () -> table.incr("key", "a"),
                    () -> table.del("key"),
                    () -> table.exists("key"),
                    () -> table.getdel("key", "a"),
                    () -> table.cmpdel("key", Map.of()),
                    table::iterator,
                    table::rewind,
                    table::current,
                    table::destroy);
            for (Executable call : calls) {
                assertEquals(
                        "table is not created or has been destroyed",
                        assertThrows(IllegalStateException.class, call).getMessage());
            }
        }

        @Test
        void aListOfColumnsIsEnough() {
            Table other = Swoole.table(100, "fd:int, r:i,data:s:64 , f : float");
            assertEquals(128, other.getSize());
            other.set(1, Map.of("fd", 2, "data", "text", "f", 1.5));
            assertEquals("{fd=2, r=0, data=text, f=1.5}", other.get(1).toString());
            for (String wrong : List.of("", "a", "a:x", "a:s", "a:s:x", "a:s:0", "a:i,a:i")) {
                assertThrows(SwooleException.class, () -> Swoole.table(64, wrong), wrong);
            }
        }

        @Test
        void whatHasNoRoomIsRefused() {
            Table huge = new Table(-1, 1);
            huge.column("text", TYPE_STRING, 1 << 29);
            assertTrue(assertThrows(SwooleException.class, huge::create)
                    .getMessage()
                    .startsWith("unable to allocate memory: no room for"));
        }
    }

    @Nested
    class Rows {
        @Test
        @Spec("coroutine 112, 113, 126")
        void aNewRowIsEmptyButForWhatIsSetAndKeepsTheRest() {
            assertTrue(table.set("a", Map.of("rate", 1.5, "unknown", 1)));
            assertEquals(row(0, 1.5, ""), table.get("a"));
            assertTrue(table.set("a", Map.of("name", "n", "id", 7)));
            assertEquals(row(7, 1.5, "n"), table.get("a"));
            assertTrue(table.set("a", Map.of("id", 8)));
            assertTrue(table.set("a", Map.of()));
            assertEquals(row(8, 1.5, "n"), table.get("a"));
            table.del("a");
            assertTrue(table.set("a", Map.of()));
            assertEquals(row(0, 0, ""), table.get("a"));
        }

        @Test
        @Spec("coroutine 114")
        void whatIsNotThereIsNull() {
            assertNull(table.get("a"));
            assertNull(table.get("a", "id"));
            assertNull(table.get("a", "name"));
            table.set("a", Map.of("id", 1));
            assertNull(table.get("a", "unknown"));
            assertNull(table.getBytes("a", "id"));
            assertNull(table.getBytes("b", "name"));
            assertEquals(1L, table.get("a", "id"));
            assertEquals(0.0, table.get("a", "rate"));
            assertEquals("", table.get("a", "name"));
        }

        @Test
        @Spec("coroutine 111")
        void textIsCutAtTheRoundedLength() {
            assertTrue(table.set("a", Map.of("name", "123456789")));
            assertEquals("12345678", table.get("a", "name"));
            byte[] binary = {0, -1, 10, -61};
            assertTrue(table.set("a", Map.of("name", binary)));
            assertArrayEquals(binary, table.getBytes("a", "name"));
            table.set("a", Map.of("name", "äöü"));
            assertEquals("äöü", table.get("a").get("name"));
        }

        @Test
        @Spec("coroutine 115")
        void aKeyHasOneTo63Bytes() {
            String longest = "k".repeat(63);
            assertTrue(table.set(longest, Map.of("id", 1)));
            assertEquals(1L, table.get(longest, "id"));
            assertTrue(table.set("ä".repeat(31), Map.of()));
            for (Object key : List.of("", "k".repeat(64), "ä".repeat(32), new byte[0], false)) {
                assertFalse(table.set(key, Map.of("id", 1)));
                assertFalse(table.add(key, Map.of("id", 1)));
                assertFalse(table.update(key, Map.of("id", 1)));
                assertNull(table.get(key));
                assertNull(table.get(key, "id"));
                assertNull(table.getdel(key));
                assertNull(table.incr(key, "id"));
                assertFalse(table.exists(key));
                assertFalse(table.del(key));
                assertFalse(table.cmpset(key, Map.of("id", 0), Map.of()));
                assertFalse(table.cmpdel(key, Map.of("id", 0)));
            }
            assertEquals(2, table.count());
        }

        @Test
        void aNumberOrBytesAreAKeyToo() {
            table.set(17, Map.of("id", 1));
            assertEquals(1L, table.get("17", "id"));
            assertEquals(1L, table.get(17L, "id"));
            assertEquals(1L, table.get("17".getBytes(StandardCharsets.UTF_8), "id"));
            byte[] key = {-61, -92};
            table.set(key, Map.of("id", 2));
            assertEquals(2L, table.get("ä", "id"));
            assertFalse(table.exists(new byte[] {-61}));
            assertTrue(table.set("a\0b", Map.of("id", 3)));
            assertFalse(table.exists("a\0c"));
            assertFalse(table.exists("a"));
        }

        @ParameterizedTest
        @Spec("coroutine 125")
        @CsvSource(
                nullValues = "null",
                value = {
                    "12, 12, 12.0, 12",
                    "abc, 0, 0.0, abc",
                    "'', 0, 0.0, ''",
                    "null, 0, 0.0, ''",
                    "1.5x, 1, 1.5, 1.5x",
                    "' 7', 7, 7.0, ' 7'",
                    "1e3, 1000, 1000.0, 1e3",
                    "0x1A, 0, 0.0, 0x1A",
                    "-.5, 0, -0.5, -.5",
                    "99999999999999999999, 9223372036854775807, 1E20, 99999999"
                })
        void textBecomesNumbers(String text, long whole, double number, String kept) {
            mustBecome(text, whole, number, kept);
        }

        @Test
        @Spec("coroutine 125")
        void numbersBecomeTextAndEachOther() {
            mustBecome(123, 123, 123, "123");
            mustBecome(-1.75, -1, -1.75, "-1.75");
            mustBecome(2.0, 2, 2, "2");
            mustBecome(true, 1, 1, "1");
            mustBecome(false, 0, 0, "");
            mustBecome(List.of(), 0, 0, "Array");
            mustBecome(Map.of("a", 1), 1, 1, "Array");
            mustBecome(1e25, 0x1000000L * 0, 1e25, "1.0E+25", false);
            mustBecome(.00001, 0, .00001, "1.0E-5");
            mustBecome(Double.NaN, 0, Double.NaN, "NAN");
            mustBecome("15".getBytes(StandardCharsets.UTF_8), 15, 15, "15");
        }

        @Test
        @Spec("coroutine 125")
        void aNumberOfAnyLengthIsReadInTimeThatGrowsWithIt() {
            mustBecome("9".repeat(5_000_000), Long.MAX_VALUE, Double.POSITIVE_INFINITY, "99999999");
            mustBecome("-" + "9".repeat(30), Long.MIN_VALUE, -1e30, "-9999999");
            mustBecome("0".repeat(1_000_000) + "12", 12, 12, "00000000");
        }

        private void mustBecome(Object value, long whole, double number, String text) {
            mustBecome(value, whole, number, text, true);
        }

        private void mustBecome(Object value, long whole, double number, String text, boolean wholeCounts) {
            Map<String, Object> all = new HashMap<>();
            all.put("id", value);
            all.put("rate", value);
            all.put("name", value);
            table.set("a", all);
            if (wholeCounts) assertEquals(whole, table.get("a", "id"));
            assertEquals(number, table.get("a", "rate"));
            assertEquals(text, table.get("a", "name"));
        }

        @Test
        @Spec("coroutine 121")
        void addWantsNoRowAndUpdateOne() {
            assertFalse(table.update("a", Map.of("id", 1)));
            assertNull(table.get("a"));
            assertTrue(table.add("a", Map.of("id", 2)));
            assertFalse(table.add("a", Map.of("id", 3)));
            assertEquals(2L, table.get("a", "id"));
            assertTrue(table.update("a", Map.of("id", 4)));
            assertEquals(4L, table.get("a", "id"));
        }

        @Test
        @Spec("coroutine 122")
        void cmpsetWantsTheExpectedValues() {
            assertFalse(table.cmpset("a", Map.of("id", 0), Map.of("id", 1)));
            table.set("a", row(1, .1, "name"));
            assertFalse(table.cmpset("a", Map.of("id", 1, "name", "other"), Map.of("id", 2)));
            assertFalse(table.cmpset("a", Map.of("name", "name "), Map.of("id", 2)));
            assertFalse(table.cmpset("a", Map.of("rate", .1f), Map.of("id", 2)));
            assertFalse(table.cmpset("a", Map.of(), Map.of("id", 2)));
            assertFalse(table.cmpset("a", Map.of("unknown", 1), Map.of("id", 2)));
            assertEquals(row(1, .1, "name"), table.get("a"));
            assertTrue(table.cmpset("a", Map.of("id", "1", "name", "name", "rate", .1), Map.of("id", 2)));
            assertEquals(row(2, .1, "name"), table.get("a"));
            table.set("a", Map.of("name", "12345678"));
            assertFalse(table.cmpset("a", Map.of("name", "123456789"), Map.of("id", 3)));
            table.set("a", Map.of("rate", -0.0));
            assertFalse(table.cmpset("a", Map.of("rate", 0.0), Map.of("id", 3)));
        }

        @Test
        @Spec("coroutine 120, 123")
        void whatIsRemovedIsGone() {
            assertFalse(table.del("a"));
            assertNull(table.getdel("a"));
            table.set("a", row(1, 2, "n"));
            assertFalse(table.cmpdel("a", Map.of("id", 2)));
            assertFalse(table.cmpdel("a", Map.of()));
            assertNull(table.getdel("a", "unknown"));
            assertTrue(table.exists("a"));
            assertTrue(table.exist("a"));
            assertTrue(table.cmpdel("a", Map.of("id", 1)));
            assertFalse(table.exists("a"));
            table.set("a", row(1, 2, "n"));
            assertEquals("n", table.getdel("a", "name"));
            table.set("a", row(1, 2, "n"));
            assertEquals(row(1, 2, "n"), table.getdel("a"));
            table.set("a", row(1, 2, "n"));
            assertTrue(table.del("a"));
            table.set("a", row(1, 2, "n"));
            assertTrue(table.delete("a"));
            assertFalse(table.cmpdel("a", Map.of("id", 1)));
            assertEquals(0, table.count());
        }

        @Test
        @Spec("coroutine 116, 117")
        void countingMakesTheRow() {
            assertEquals(1L, table.incr("a", "id"));
            assertEquals(11L, table.incr("a", "id", 10));
            assertEquals(-4L, table.decr("a", "id", "15"));
            assertEquals(-5L, table.decr("a", "id"));
            assertEquals(-1L, table.decr("b", "id"));
            assertEquals(.25, table.incr("c", "rate", .25));
            assertEquals(1.25, table.incr("c", "rate"));
            assertEquals(.75, table.decr("c", "rate", .5));
            assertEquals(row(0, .75, ""), table.get("c"));
            assertEquals(1L, table.incr("a", "id", 6.9));
        }

        @Test
        @Spec("coroutine 118")
        void wholeNumbersGoRound() {
            table.set("a", Map.of("id", Long.MAX_VALUE));
            assertEquals(Long.MIN_VALUE, table.incr("a", "id"));
            assertEquals(Long.MAX_VALUE, table.decr("a", "id"));
        }

        @Test
        @Spec("coroutine 119")
        void whatIsNoNumberCannotCount() {
            assertNull(table.incr("a", "name"));
            assertNull(table.decr("a", "name"));
            assertNull(table.incr("a", "unknown"));
            assertNull(table.decr("a", "unknown", 2));
            assertFalse(table.exists("a"));
        }
    }

    @Nested
    class AllRows {
        @Test
        @Spec("coroutine 124")
        void itFillsUpWhereRealSwooleDoes() {
            Table other = table(new Table(65));
            List<String> kept = new ArrayList<>();
            for (int n = 0; n < 400; n++) {
                if (other.set("key_" + n, Map.of("id", n))) kept.add("key_" + n);
            }
            assertEquals(149, kept.size());
            assertEquals(149, other.count());
            for (String key : kept) assertEquals(key, "key_" + other.get(key, "id"));
            String refused = "key_399";
            assertFalse(kept.contains(refused));
            assertNull(other.incr(refused, "id"));
            assertFalse(other.add(refused, Map.of()));
            assertFalse(other.exists(refused));
        }

        @Test
        void roomThatIsGivenBackIsUsedAgain() {
            Table other = table(new Table(64, 1));
            for (int round = 0; round < 10; round++) {
                List<String> kept = new ArrayList<>();
                for (int n = 0; n < 128; n++) {
                    if (other.set("r" + round + "." + n, Map.of("id", n))) kept.add("r" + round + "." + n);
                }
                assertTrue(kept.size() >= 64, () -> "only " + kept.size());
                for (String key : kept) assertTrue(other.del(key));
                assertEquals(0, other.count());
                assertEquals(64, other.stats().get("available_slice_num"));
            }
        }

        @Test
        @Spec("coroutine 127, 128")
        void allAreSeenOnce() {
            Table roomy = table(new Table(64, 1));
            Map<String, Map<String, Object>> expected = new HashMap<>();
            for (int n = 0; n < 50; n++) {
                assertTrue(roomy.set("key" + n, Map.of("id", n)));
                expected.put("key" + n, row(n, 0, ""));
            }
            for (int n = 0; n < 50; n += 3) {
                assertTrue(roomy.del("key" + n));
                expected.remove("key" + n);
            }
            assertEquals(expected.size(), roomy.count());
            Map<String, Map<String, Object>> seen = new HashMap<>();
            for (Map.Entry<String, Map<String, Object>> entry : roomy) {
                assertNull(seen.put(entry.getKey(), entry.getValue()));
            }
            assertEquals(expected, seen);
            assertEquals(seen.keySet(), Set.copyOf(byCursor(roomy)));
            assertEquals(seen.size(), byCursor(roomy).size());
        }

        private static List<String> byCursor(Table table) {
            List<String> keys = new ArrayList<>();
            for (table.rewind(); table.valid(); table.next()) {
                assertEquals(table.get(table.key()), table.current());
                keys.add(table.key());
            }
            assertNull(table.key());
            assertNull(table.current());
            return keys;
        }

        @Test
        void theOrderIsThatOfPhp() {
            for (String key : List.of("c", "b", "a", "hello", "A")) table.set(key, Map.of());
            // DJBX33A of these, modulo 64: a 6, b 7, c 8, A 38, hello 17
            assertEquals(List.of("a", "b", "c", "hello", "A"), byCursor(table));
            assertFalse(table.valid());
            table.next();
            assertFalse(table.valid());
        }

        @Test
        void loopsMayBeNestedAndChangeIt() {
            for (int n = 0; n < 20; n++) table.set(n, Map.of("id", n));
            int inner = 0;
            for (var row : table) {
                for (var _ : table) inner++;
                table.set(row.getKey(), Map.of("id", 1));
            }
            assertEquals(400, inner);
            for (var row : table) table.del(row.getKey());
            assertEquals(0, table.count());
        }

        @Test
        @Spec("coroutine 133")
        void whatHappenedIsCounted() {
            // all in the bucket of "a": their hashes differ by multiples of 64
            table.set("a", Map.of());
            for (String same : sameBucket(3)) table.set(same, Map.of());
            table.set("a", Map.of("id", 1));
            table.incr("a", "id");
            table.incr("b", "id");
            table.del("b");
            Map<String, Long> stats = table.stats();
            assertEquals(
                    List.of(
                            "num",
                            "conflict_count",
                            "conflict_max_level",
                            "insert_count",
                            "update_count",
                            "delete_count",
                            "available_slice_num",
                            "total_slice_num"),
                    List.copyOf(stats.keySet()));
            assertEquals(List.of(4L, 3L, 3L, 5L, 2L, 1L, 9L, 12L), List.copyOf(stats.values()));
        }

        @Test
        void aChainKeepsItsOrderWhereverOneGoes() {
            List<String> chain = new ArrayList<>(List.of("a"));
            chain.addAll(sameBucket(5));
            for (String key : chain) table.set(key, Map.of("name", key));
            for (int gone : new int[] {0, 2, 3, 0}) {
                assertTrue(table.del(chain.remove(gone)));
                assertEquals(chain, byCursor(table));
                for (String key : chain) assertEquals(key, table.get(key, "name"));
            }
            assertEquals(11, table.stats().get("available_slice_num"));
        }

        private static List<String> sameBucket(int count) {
            List<String> keys = new ArrayList<>();
            for (int n = 0; keys.size() < count; n++) {
                String key = "k" + n;
                int hash = 5381;
                for (byte b : key.getBytes(StandardCharsets.US_ASCII)) hash = hash * 33 + b;
                if ((hash & 63) == 6) keys.add(key);
            }
            return keys;
        }
    }

    @Nested
    class Shared {
        private final SharedMemory master = SharedMemories.master();

        @Test
        void aChildSeesAndChangesTheRows() {
            Table there = table(new Table(master, 64, .2));
            there.set("a", row(1, 2, "n"));
            Table here = table(new Table(SharedMemories.childOf(master), 64, .2));
            assertEquals(row(1, 2, "n"), here.get("a"));
            here.incr("a", "id");
            assertEquals(2L, there.get("a", "id"));
            assertEquals(there.stats(), here.stats());
            there.destroy();
            assertTrue(here.exists("a"));
        }

        @Test
        void anotherTableIsRefused() {
            table(new Table(master, 64, .2));
            Table other = new Table(SharedMemories.childOf(master), 64, .2);
            other.column("id", TYPE_INT);
            assertEquals(
                    "shared object 0 is a Table of 64+12 rows (id:int, rate:float, name:string:8) in the master, but here it is"
                            + " a Table of 64+12 rows (id:int): both must make the same objects in the same order before"
                            + " start()",
                    assertThrows(SwooleException.class, other::create).getMessage());
        }
    }
}
