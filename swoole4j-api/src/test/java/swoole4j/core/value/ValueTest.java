package swoole4j.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import swoole4j.Spec;

/** Values that workers hand to each other. */
class ValueTest {
    private static final List<Object> SCALARS = Arrays.asList(
            null,
            true,
            false,
            (byte) -1,
            (short) 300,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            1.5f,
            -0.0,
            Double.NaN,
            BigInteger.ONE.shiftLeft(200),
            new BigDecimal("-12.3400"),
            "",
            "text ü €",
            "\ud83d\ude00",
            "?\ud800 alone");

    @Test
    @Spec("server 173")
    void scalarsRoundTrip() throws ValueException {
        for (Object value : SCALARS) {
            assertEquals(value, ValueReader.decode(ValueWriter.encode(value)));
            assertSame(value, Copy.of(value).value());
        }
    }

    @Test
    @Spec("server 173")
    void listsAndMapsRoundTripInOrder() throws ValueException {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", SCALARS);
        map.put(1, List.of(List.of(), Map.of()));
        map.put(false, null);
        map.put("a", 2L);
        for (Object copy : new Object[] {
            ValueReader.decode(ValueWriter.encode(map)), Copy.of(map).value()
        }) {
            assertEquals(map, copy);
            assertEquals(List.copyOf(map.keySet()), List.copyOf(((Map<?, ?>) copy).keySet()));
        }
    }

    @Test
    void whatCanChangeIsNotShared() throws ValueException {
        byte[] bytes = {1, 2, 3};
        assertArrayEquals(bytes, (byte[]) ValueReader.decode(ValueWriter.encode(bytes)));
        byte[] copied = (byte[]) Copy.of(bytes).value();
        assertNotSame(bytes, copied);
        assertArrayEquals(bytes, copied);
        List<Object> inner = new ArrayList<>(List.of(1));
        List<?> copy = (List<?>) Copy.of(List.of(inner)).value();
        inner.add(2);
        assertEquals(List.of(List.of(1)), copy);
    }

    @Test
    void theCopyOfAValueCanBeChanged() throws ValueException {
        @SuppressWarnings("unchecked")
        List<Object> copy = (List<Object>) Copy.of(List.of(1)).value();
        copy.add(2);
        assertEquals(List.of(1, 2), copy);
    }

    @Test
    void otherTypesAreRefusedByName() {
        for (Object value : List.of(
                new Object(), new AtomicInteger(), Thread.currentThread(), new Object[] {Thread.currentThread()})) {
            String copied = assertThrows(ValueException.class, () -> Copy.of(List.of(value)))
                    .getMessage();
            assertTrue(copied.contains(value.getClass().getName()), copied);
            assertEquals(
                    copied,
                    assertThrows(ValueException.class, () -> ValueWriter.encode(value))
                            .getMessage());
        }
    }

    @Test
    void objectsOfTheProgramAreCopiedByTheirSerialForm() throws ValueException {
        Order order = new Order(7, List.of("tea"), Size.LARGE, LocalDate.of(2026, 1, 2), new int[] {1, 2});
        for (Object copy : new Object[] {
            ValueReader.decode(ValueWriter.encode(order)), Copy.of(order).value()
        }) {
            assertNotSame(order, copy);
            assertEquals(order.toString(), String.valueOf(copy));
            assertSame(Size.LARGE, ((Order) copy).size);
        }
        Set<Object> set = Set.of('c', 1L, UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
        assertEquals(set, Copy.of(set).value());
        assertEquals(List.of(set), ValueReader.decode(ValueWriter.encode(List.of(set))));
    }

    @Test
    void anObjectWithAPartThatIsNotSerializableIsRefusedByBothNames() {
        Order order = new Order(7, List.of(new Object()), Size.LARGE, LocalDate.EPOCH, new int[0]);
        for (Executable attempt : List.<Executable>of(() -> Copy.of(order), () -> ValueWriter.encode(order))) {
            String refused = assertThrows(ValueException.class, attempt).getMessage();
            assertTrue(refused.contains(Order.class.getName()), refused);
            assertTrue(refused.contains("java.lang.Object is not Serializable"), refused);
        }
    }

    @Test
    void lambdasAreNoValues() {
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "code";
        String refused =
                assertThrows(ValueException.class, () -> Copy.of(lambda)).getMessage();
        assertTrue(refused.contains("java.lang.invoke.SerializedLambda is no class of values"), refused);
    }

    @Test
    void ofForeignBytesOnlyRecordsAndEnumsOfTheProgramAreRead() throws ValueException {
        assertEquals(Size.LARGE, ValueReader.decodeForeign(ValueWriter.encode(Size.LARGE)));
        byte[] bytes = ValueWriter.encode(new Plain());
        assertEquals(
                Plain.class, Objects.requireNonNull(ValueReader.decode(bytes)).getClass());
        assertThrows(ValueException.class, () -> ValueReader.decodeForeign(bytes));
    }

    @Test
    void ofForeignBytesNestedSetsAreNotHashed() throws ValueException {
        Set<Object> bomb = new HashSet<>();
        for (int level = 0; level < 30; level++) bomb = new HashSet<>(List.of(bomb, level));
        byte[] bytes = ValueWriter.encode(bomb);
        assertThrows(ValueException.class, () -> ValueReader.decodeForeign(bytes));
    }

    @Test
    void damagedObjectsAreRefused() throws ValueException {
        byte[] good = ValueWriter.encode(new Order(1, List.of("a"), Size.SMALL, LocalDate.EPOCH, new int[] {3}));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(ValueException.class, () -> ValueReader.decode(cut));
        }
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                ValueReader.decode(damaged);
            } catch (ValueException e) {
                assertNotNull(e.getMessage());
            }
        }
    }

    private enum Size {
        SMALL,
        LARGE
    }

    @SuppressWarnings({"serial", "ArrayRecordComponent"
    }) // lists may hold what is not Serializable, arrays are values too
    private record Order(int id, List<?> items, Size size, LocalDate day, int[] prices) implements Serializable {
        @Override
        public String toString() {
            return id + " " + items + " " + size + " " + day + " " + Arrays.toString(prices);
        }
    }

    private static final class Plain implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void keysAreScalars() {
        Map<Object, Object> keyOfNull = new LinkedHashMap<>();
        keyOfNull.put(null, 1);
        for (Map<?, ?> map : List.of(keyOfNull, Map.of(List.of(), 1), Map.of(new byte[0], 1))) {
            assertThrows(ValueException.class, () -> Copy.of(map));
            assertThrows(ValueException.class, () -> ValueWriter.encode(map));
        }
    }

    @Test
    void aListThatContainsItselfIsRefused() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThrows(ValueException.class, () -> Copy.of(self));
        assertThrows(ValueException.class, () -> ValueWriter.encode(self));
    }

    @Test
    void nestingHasALimit() throws ValueException {
        Object value = 1;
        for (int depth = 0; depth < Limits.DEPTH; depth++) value = List.of(value);
        assertEquals(value, ValueReader.decode(ValueWriter.encode(value)));
        Object tooDeep = List.of(value);
        assertThrows(ValueException.class, () -> Copy.of(tooDeep));
        assertThrows(ValueException.class, () -> ValueWriter.encode(tooDeep));
    }

    @Test
    void sharedPartsThatMultiplyAreRefused() {
        Object value = List.of(1);
        for (int level = 0; level < 40; level++) value = List.of(value, value);
        Object bomb = value;
        String refused = assertThrows(ValueException.class, () -> Copy.of(bomb)).getMessage();
        assertTrue(refused.contains("10000000"), refused);
    }

    @Test
    void theSizeOfACopyIsAboutItsMemory() throws ValueException {
        assertTrue(Copy.of("x".repeat(1000)).size() >= 1000);
        assertTrue(Copy.of(List.of(new byte[1000], "y".repeat(500))).size() >= 1500);
        assertTrue(Copy.of(1).size() > 0);
    }

    @Test
    void bytesThatAreNoValueAreRefused() throws ValueException {
        byte[] good = ValueWriter.encode(List.of("text", 1, Map.of("k", new byte[3])));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(ValueException.class, () -> ValueReader.decode(cut));
        }
        assertThrows(ValueException.class, () -> ValueReader.decode(Arrays.copyOf(good, good.length + 1)));
        byte[] huge = {(byte) Tag.LIST.code, 0x7f, -1, -1, -1};
        assertThrows(ValueException.class, () -> ValueReader.decode(huge));
    }

    @Test
    void anyBytesAreAValueOrRefused() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) random.nextInt(20);
            try {
                ValueReader.decode(bytes);
            } catch (ValueException e) {
                assertTrue(e.getMessage() != null);
            }
        }
    }
}
