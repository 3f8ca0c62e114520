package swoole4j.scenario;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes one thing off a connection. What is incomplete when time is up or the peer closes is returned as far as it came. */
final class Reading {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");

    private static final long SILENCE = 100;

    private final Peer peer;
    private final Deadline deadline;

    Reading(Peer peer, Deadline deadline) {
        this.peer = peer;
        this.deadline = deadline;
    }

    byte[] count(int bytes) throws IOException {
        peer.need(bytes, deadline);
        return peer.take(bytes);
    }

    /** One datagram; more when more have come already. */
    byte[] datagram() throws IOException {
        if (peer.received().length == 0) peer.fill(deadline);
        return all();
    }

    /** Everything up to the end of the connection. */
    byte[] toTheEnd() throws IOException {
        while (peer.end() == null && !deadline.passed()) {
            peer.fill(deadline);
        }
        return all();
    }

    /** Everything until it is enough and then nothing more comes for a moment. */
    byte[] toSilence(Predicate<byte[]> enough) throws IOException {
        while (peer.end() == null && !deadline.passed() && !enough.test(peer.received())) {
            peer.fill(deadline);
        }
        while (!deadline.passed() && peer.fill(Deadline.in(SILENCE))) {
            if (peer.end() != null) break;
        }
        return all();
    }

    /** One WebSocket frame. */
    byte[] frame() throws IOException {
        if (!peer.need(2, deadline)) return all();
        int head = 2;
        long length = peer.received()[1] & 0x7f;
        if (length == 126) {
            if (!peer.need(4, deadline)) return all();
            head = 4;
            length = ByteBuffer.wrap(peer.received()).getShort(2) & 0xffff;
        } else if (length == 127) {
            if (!peer.need(10, deadline)) return all();
            head = 10;
            length = ByteBuffer.wrap(peer.received()).getLong(2);
        }
        if ((peer.received()[1] & 0x80) != 0) head += 4;
        return count((int) Math.min(head + length, Integer.MAX_VALUE));
    }

    /** One HTTP response; 1xx, 204 and 304 have no body. */
    byte[] response(boolean headOnly) throws IOException {
        int end = after("\r\n\r\n", 0);
        if (end < 0) return all();
        String head = new String(peer.received(), 0, end, StandardCharsets.ISO_8859_1);
        Matcher status = STATUS.matcher(head);
        int code = status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
        if (headOnly || code / 100 == 1 || code == 204 || code == 304) return peer.take(end);
        if (CHUNKED.matcher(head).find()) return chunks(end);
        Matcher length = LENGTH.matcher(head);
        return length.find() ? count(end + Integer.parseInt(length.group(1))) : toTheEnd();
    }

    private byte[] chunks(int start) throws IOException {
        int position = start;
        while (true) {
            int data = after("\r\n", position);
            if (data < 0) return all();
            String line = new String(peer.received(), position, data - 2 - position, StandardCharsets.ISO_8859_1);
            int size = Integer.parseInt(line.replaceFirst(";.*", ""), 16);
            if (size == 0) return trailers(data);
            position = data + size + 2;
            if (!peer.need(position, deadline)) return all();
        }
    }

    private byte[] trailers(int start) throws IOException {
        int position = start;
        while (true) {
            int next = after("\r\n", position);
            if (next < 0) return all();
            if (next == position + 2) return peer.take(next);
            position = next;
        }
    }

    /** The position behind the first {@code mark}, -1 when it does not come. */
    private int after(String mark, int from) throws IOException {
        while (true) {
            int found = new String(peer.received(), StandardCharsets.ISO_8859_1).indexOf(mark, from);
            if (found >= 0) return found + mark.length();
            if (peer.end() != null || deadline.passed()) return -1;
            peer.fill(deadline);
        }
    }

    private byte[] all() {
        return peer.take(Integer.MAX_VALUE);
    }
}
