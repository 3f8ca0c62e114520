package swoole4j.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
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
        for (Object value : List.of(new Object(), new int[1], new AtomicInteger(), Thread.currentThread(), 'c')) {
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
