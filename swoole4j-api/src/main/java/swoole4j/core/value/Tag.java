package swoole4j.core.value;

/** What follows in the bytes of a value. */
enum Tag {
    NULL(0),
    FALSE(1),
    TRUE(2),
    BYTE(3),
    SHORT(4),
    INT(5),
    LONG(6),
    FLOAT(7),
    DOUBLE(8),
    BIG_INTEGER(9),
    BIG_DECIMAL(10),
    /** UTF-8. */
    STRING(11),
    /** A string that has no UTF-8, as UTF-16. */
    CHARACTERS(12),
    BYTES(13),
    LIST(14),
    MAP(15),
    /** An object as Java serialises it. */
    OBJECT(16);

    private static final Tag[] ALL = values();

    final int code;

    Tag(int code) {
        this.code = code;
    }

    static Tag of(int octet) throws ValueException {
        for (Tag tag : ALL) {
            if (tag.code == octet) return tag;
        }
        throw new ValueException("no value begins with the byte " + octet);
    }
}
