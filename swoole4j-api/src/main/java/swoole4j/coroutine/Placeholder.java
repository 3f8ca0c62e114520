package swoole4j.coroutine;

/** Lets the module export this package before its first real type is here; that type replaces it. */
final class Placeholder {
    private Placeholder() {}
}
