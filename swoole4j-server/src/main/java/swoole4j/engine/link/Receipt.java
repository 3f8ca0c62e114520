package swoole4j.engine.link;

/** Notes how far the handling of one thing has come, so that another worker gets it when it never began. Any thread. */
public interface Receipt {
    /** Where nobody wants to know. */
    Receipt NONE = new Receipt() {
        @Override
        public boolean begin() {
            return true;
        }

        @Override
        public void settle() {}
    };

    /** Handling begins; false when it must not, since another worker gets it. */
    boolean begin();

    /** It was handled. */
    void settle();
}
