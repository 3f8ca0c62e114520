package swoole4j.engine.framework.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private final ChangeLog log = new ChangeLog(64);
    private final List<Integer> told = new ArrayList<>();

    @Test
    void tellsWhatIsNewInOrder() {
        assertEquals(0, log.read(0, told::add));
        log.add(7);
        log.add(8);
        long at = log.read(0, told::add);
        log.add(9);
        assertEquals(3, log.read(at, told::add));
        assertEquals(List.of(7, 8, 9), told);
    }

    @Test
    void whoIsTooFarBehindIsToldSo() {
        for (int i = 1; i <= 65; i++) log.add(i);
        assertEquals(-1, log.read(0, told::add));
        assertEquals(65, log.last());
        assertEquals(65, log.read(1, told::add));
        assertEquals(64, told.size());
    }

    @Test
    void nothingOfSeveralWritersIsLost() throws Exception {
        ChangeLog large = new ChangeLog(4096);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> {
                        for (int i = 0; i < 1000; i++) large.add(writer * 1000 + i);
                    }))
                    .toList();
            for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
        }
        assertEquals(4000, large.read(0, told::add));
        assertEquals(4000, Set.copyOf(told).size());
    }
}
