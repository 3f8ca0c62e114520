package swoole4j.framework;

/**
 * A connection of a cluster; printed as {@code node#fd}.
 *
 * @param node the node that has it
 * @param fd its number there
 */
public record ClientId(String node, int fd) {
    /**
     * Reads what {@link #toString} printed.
     *
     * @throws IllegalArgumentException when it is nothing of that kind
     */
    public static ClientId parse(String text) {
        int hash = text.lastIndexOf('#');
        if (hash > 0 && text.substring(hash + 1).matches("\\d{1,9}"))
            return new ClientId(text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
        throw new IllegalArgumentException("'" + text + "' is not of the form node#fd");
    }

    @Override
    public String toString() {
        return node + "#" + fd;
    }
}
