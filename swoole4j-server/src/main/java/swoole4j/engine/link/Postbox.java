package swoole4j.engine.link;

/** Where mail is posted. Any thread. */
public interface Postbox {
    /** Posts something. */
    void post(Mail mail);

    /** Returns how much of what was posted here the post office has taken. */
    long takenMail();

    /** Returns how many bytes that was. */
    long takenMailBytes();
}
