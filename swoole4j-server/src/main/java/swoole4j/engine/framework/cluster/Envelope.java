package swoole4j.engine.framework.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import swoole4j.core.value.ValueException;
import swoole4j.core.value.ValueReader;
import swoole4j.core.value.ValueWriter;

/**
 * What one node tells the others.
 *
 * @param origin the node that says it
 * @param kind what it is about
 * @param target a node and connection, a user or a room
 * @param names connections that are left out; for a sign of life, users
 * @param number the opcode, or the code of a close; for a sign of life, how many connections there are
 * @param part which of the {@code parts} of a sign of life this is, from 0
 * @param data the message; the reason of a close
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Envelope(
        String origin, Kind kind, String target, Set<String> names, long number, int part, int parts, byte[] data) {
    static final long VERSION = 1;
    private static final byte[] NOTHING = {};

    enum Kind {
        CLIENT,
        USER,
        GROUP,
        ALL,
        DISCONNECT,
        BEAT,
        LEAVE;

        final String word = name().toLowerCase(Locale.ROOT);

        static @Nullable Kind of(@Nullable Object word) {
            for (Kind kind : values()) if (kind.word.equals(word)) return kind;
            return null;
        }
    }

    static Envelope message(String origin, Kind kind, String target, Set<String> except, int opcode, byte[] data) {
        return new Envelope(origin, kind, target, except, opcode, 0, 1, data);
    }

    static Envelope beat(String origin, Set<String> uids, long count, int part, int parts) {
        return new Envelope(origin, Kind.BEAT, "", uids, count, part, parts, NOTHING);
    }

    static Envelope leave(String origin) {
        return new Envelope(origin, Kind.LEAVE, "", Set.of(), 0, 0, 1, NOTHING);
    }

    byte[] encode() {
        Map<String, Object> map = Map.of(
                "version", VERSION,
                "origin", origin,
                "kind", kind.word,
                "target", target,
                "names", List.copyOf(names),
                "number", number,
                "part", part,
                "parts", parts,
                "data", data);
        try {
            return ValueWriter.encode(map);
        } catch (ValueException e) {
            throw new IllegalArgumentException("the message is too large for the bus: " + e.getMessage(), e);
        }
    }

    /**
     * Reads what a node said.
     *
     * @throws ValueException for what is no envelope
     * @throws UnknownVersion for one of another version
     */
    static Envelope decode(byte[] bytes) throws ValueException, UnknownVersion {
        if (!(ValueReader.decode(bytes) instanceof Map<?, ?> map)) throw new UnknownVersion("none");
        if (!Long.valueOf(VERSION).equals(map.get("version"))) throw new UnknownVersion(map.get("version"));
        Kind kind = Kind.of(map.get("kind"));
        if (kind == null
                || !(map.get("origin") instanceof String origin)
                || !(map.get("target") instanceof String target)
                || !(map.get("names") instanceof List<?> names)
                || !(map.get("number") instanceof Long number)
                || !(map.get("part") instanceof Integer part)
                || !(map.get("parts") instanceof Integer parts)
                || !(map.get("data") instanceof byte[] data)) throw new UnknownVersion(VERSION + " of another form");
        Set<String> all = names.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
        return new Envelope(origin, kind, target, all, number, part, parts, data);
    }

    /** An envelope that this program cannot read. */
    static final class UnknownVersion extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownVersion(@Nullable Object version) {
            super("version " + version, null, false, false);
        }
    }
}
