package swoole4j.engine.config;

/** Whom an option is given to. */
enum Scope {
    /** The server, by {@code Server.set()} only. */
    SERVER("server"),
    /** A port; {@code Server.set()} means the first one, and all that have no own options. */
    PORT("port"),
    /** The server; in PHP not the extension reads it but the library written in PHP. */
    LIBRARY("library");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
