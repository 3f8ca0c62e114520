package swoole4j;

import swoole4j.core.coroutine.LastError;

/** What Swoole has as free functions: {@code swoole_last_error()}, {@code swoole_strerror()}, {@code swoole_version()} ... */
public final class Swoole {
    private Swoole() {}

    /**
     * Returns the number of the last failure in this worker; counterpart of {@code swoole_last_error()}.
     * One value per worker, shared by its coroutines; success does not reset it. 0 when nothing failed so far.
     */
    public static int lastError() {
        return LastError.get();
    }

    /** Returns the text of an error number, or {@code Unknown error N}. Counterpart of {@code swoole_strerror()}. */
    public static String strerror(int error) {
        SwooleError known = SwooleError.of(error);
        return known == null ? "Unknown error " + error : known.text();
    }

    /** Returns the version of Swoole whose behaviour is mirrored. */
    public static String version() {
        return "6.2.1";
    }

    /**
     * Creates a table from a list of its columns: {@code "fd:int, rate:float, name:string:64"}, or with {@code i}, {@code f} and
     * {@code s}. Counterpart of {@code swoole_table()}; as there, a quarter of its size is room for conflicts.
     *
     * @throws SwooleException for what is no such list
     */
    public static Table table(long size, String fields) {
        Table table = new Table(size, .25);
        for (String field : fields.split(",", -1)) {
            String[] parts = field.trim().split("\\s*:\\s*", -1);
            boolean added = switch (parts.length < 2 ? "" : parts[1]) {
                case "i", "int" -> table.column(parts[0], Table.TYPE_INT);
                case "f", "float" -> table.column(parts[0], Table.TYPE_FLOAT);
                case "s", "string" -> table.column(parts[0], Table.TYPE_STRING, length(field, parts));
                default -> throw new SwooleException("unknown field type in '" + field.trim() + "'");
            };
            if (!added) throw new SwooleException("invalid field '" + field.trim() + "' in '" + fields + "'");
        }
        table.create();
        return table;
    }

    private static long length(String field, String[] parts) {
        if (parts.length < 3) throw new SwooleException("need to give string length in '" + field.trim() + "'");
        try {
            return Long.parseLong(parts[2]);
        } catch (NumberFormatException e) {
            throw new SwooleException("invalid string length in '" + field.trim() + "'", 0, e);
        }
    }
}
