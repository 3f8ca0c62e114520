package swoole4j.core.http;

import java.nio.ByteBuffer;

/**
 * Takes the parts of a form as {@link MultipartReader} finds them. Of a file come one {@code beginFile}, any number of
 * {@code fileData} and then either {@code endFile} or {@code dropFile}; nothing else in between. Every method may refuse
 * with {@link MultipartException#tooLarge}; the reader then reads no further. The reader's thread.
 */
public interface MultipartSink {
    /** Takes a part without a filename, as a whole. */
    void field(String name, String value) throws MultipartException;

    /**
     * Begins a part with a filename.
     *
     * @param name the name of the form's field
     * @param filename as the client sent it, with its directories; <b>not</b> fit to be a path. Empty if the user chose
     *     no file
     * @param contentType the part's Content-Type, or empty
     */
    void beginFile(String name, String filename, String contentType) throws MultipartException;

    /** Takes the next bytes of the file; the buffer is valid during the call only. */
    void fileData(ByteBuffer data) throws MultipartException;

    /** Ends the file: all of it was there. */
    void endFile() throws MultipartException;

    /** Ends the file that the body broke off in; it does not count. */
    void dropFile();
}
