package swoole4j.core.coroutine;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the script wants to be true, besides, before a loop without work ends. Any thread. */
public final class ExitCondition {
    private static volatile @Nullable BooleanSupplier condition;

    private ExitCondition() {}

    /** Sets it; null for none. */
    public static void set(@Nullable BooleanSupplier wanted) {
        condition = wanted;
    }

    /** Tells whether a loop may end. On the worker whose loop it is. */
    public static boolean isMet() {
        BooleanSupplier wanted = condition;
        return wanted == null || wanted.getAsBoolean();
    }
}
