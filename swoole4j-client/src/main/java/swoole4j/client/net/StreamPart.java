package swoole4j.client.net;

import java.util.List;
import java.util.Map;

/**
 * A response of an HTTP/2 stream, or some of it; stream 0 is the end of the connection.
 *
 * @param streamId the stream
 * @param status of the response, 0 behind the first part
 * @param fields its headers, empty behind the first part
 * @param data some or all of its body
 * @param last whether that is all
 * @param error with which the server has reset the stream, 0 if it has not; -1 for a body that is too large
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record StreamPart(
        int streamId, int status, List<Map.Entry<String, String>> fields, byte[] data, boolean last, int error)
        implements Inbox.Weighted {
    static final StreamPart END = new StreamPart(0, 0, List.of(), new byte[0], true, 0);

    @Override
    public int weight() {
        return 64 * (1 + fields.size()) + data.length;
    }
}
