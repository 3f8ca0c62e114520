package swoole4j.engine.link;

/** What a server counts of its workers, for all of them together. Any thread. */
public interface Tallies {
    /** Returns what is counted of one event worker. */
    Tally worker(int id);

    /** Returns the HTTP requests of all workers, as the workers of this process add to them. */
    Crowd crowd();

    /** Somebody who is no event worker has sent something. */
    void responseElsewhere();

    /** Returns how often that was. */
    long responsesElsewhere();

    /** Workers are replaced on demand. */
    void reload(long seconds);

    /** Returns how often they were. */
    Reloads reloads();

    /** Returns when the server was started, in seconds since the epoch. */
    long startSeconds();

    /**
     * How often workers were replaced on demand.
     *
     * @param count how often
     * @param lastSeconds when for the last time, in seconds since the epoch, 0 before the first time
     */
    record Reloads(int count, long lastSeconds) {}

    /** Requests of which there may be only so many. Any thread. */
    interface Crowd {
        /** Counts one more; false when there would be more than {@code most}. */
        boolean enter(long most);

        /** One that has entered is over. */
        void leave();
    }
}
