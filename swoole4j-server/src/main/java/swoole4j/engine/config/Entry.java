package swoole4j.engine.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.LengthType;

/** What a row of {@link Option} says beside name and effect: scope, verdict, kind, default and range. */
final class Entry {
    /** How many this machine has. */
    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** No limit worth the name. */
    static final long MANY = Integer.MAX_VALUE;
    /** What fits into an array. */
    static final long ARRAY = Integer.MAX_VALUE - 64;

    final Scope scope;
    final Verdict verdict;
    Kind kind = Kind.ANYTHING;

    @Nullable
    Object defaultValue;
    /** Tells in words what holds by default when that is no fixed value. */
    String defaultText = "";

    double min;
    double max;
    double perProcessor;
    List<String> choices = List.of();
    List<String> aliases = List.of();
    boolean strict;

    private Entry(Scope scope, Verdict verdict) {
        this.scope = scope;
        this.verdict = verdict;
        this.strict = verdict == Verdict.OWN;
    }

    /** An option of the whole server. */
    static Entry server(Verdict verdict) {
        return new Entry(Scope.SERVER, verdict);
    }

    /** An option that each port may have for itself. */
    static Entry port(Verdict verdict) {
        return new Entry(Scope.PORT, verdict);
    }

    /** An option of what Swoole's library adds to the server. */
    static Entry library(Verdict verdict) {
        return new Entry(Scope.LIBRARY, verdict);
    }

    Entry flag(@Nullable Boolean byDefault) {
        return of(Kind.BOOLEAN, byDefault);
    }

    Entry integer(@Nullable Long byDefault, long min, long max) {
        return of(Kind.INTEGER, byDefault).from((double) min, (double) max);
    }

    Entry size(@Nullable Long byDefault, long min, long max) {
        return of(Kind.SIZE, byDefault).from((double) min, (double) max);
    }

    Entry seconds(double byDefault, double min, double max) {
        return of(Kind.SECONDS, byDefault).from(min, max);
    }

    Entry text(@Nullable String byDefault) {
        return of(Kind.STRING, byDefault);
    }

    Entry eof() {
        return of(Kind.EOF, new Eof(0x0d0a0d0aL, 4)).or("CR LF CR LF");
    }

    Entry lengthType() {
        return of(Kind.LENGTH_TYPE, LengthType.UINT32_BIG).or("N");
    }

    Entry lengthFunction() {
        return of(Kind.LENGTH_FUNCTION, null);
    }

    /** One of these words, the first by default. */
    Entry choice(String... words) {
        this.choices = List.of(words);
        return of(Kind.CHOICE, words[0]);
    }

    Entry texts() {
        return of(Kind.STRINGS, List.of());
    }

    Entry words() {
        return of(Kind.WORDS, List.of());
    }

    Entry list() {
        return of(Kind.LIST, List.of());
    }

    Entry pairs() {
        return of(Kind.PAIRS, Map.of());
    }

    Entry maps() {
        return of(Kind.MAP, Map.of());
    }

    Entry file() {
        return of(Kind.FILE, null);
    }

    Entry directory() {
        return of(Kind.DIRECTORY, null);
    }

    Entry function() {
        return of(Kind.FUNCTION, null);
    }

    /** Names the default that is worked out when the server starts. */
    Entry or(String words) {
        this.defaultText = words;
        return this;
    }

    /** The largest number is meant for each processor. */
    Entry perProcessor() {
        this.perProcessor = max;
        this.max = perProcessor * PROCESSORS;
        return this;
    }

    Entry alias(String... names) {
        this.aliases = List.of(names);
        return this;
    }

    /** Numbers out of range are refused and not moved into it. */
    Entry strict() {
        this.strict = true;
        return this;
    }

    private Entry of(Kind of, @Nullable Object byDefault) {
        this.kind = of;
        this.defaultValue = byDefault;
        return this;
    }

    private Entry from(double least, double most) {
        this.min = least;
        this.max = most;
        return this;
    }
}
