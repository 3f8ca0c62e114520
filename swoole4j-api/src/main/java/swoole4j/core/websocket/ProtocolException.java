package swoole4j.core.websocket;

/**
 * A peer broke RFC 6455 or RFC 7692 and the connection has to fail (RFC 6455 7.1.7). The message is fit to be the
 * reason of the CLOSE frame. Carries no stack trace: a hostile peer must not make it expensive. Any thread.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int closeCode;

    private ProtocolException(int closeCode, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
    }

    /**
     * The code for the CLOSE frame that answers the violation.
     *
     * @return 1002, 1007, 1009 or 1010
     */
    public int closeCode() {
        return closeCode;
    }

    private static ProtocolException protocolError(String message) {
        return new ProtocolException(CloseCode.PROTOCOL_ERROR, message);
    }

    private static ProtocolException invalidData(String message) {
        return new ProtocolException(CloseCode.INVALID_DATA, message);
    }

    private static String hex(int octet) {
        return "0x" + Integer.toHexString(octet & 0xff);
    }

    static ProtocolException reservedBits(int first) {
        return protocolError("reserved bits are set in frame byte " + hex(first));
    }

    static ProtocolException compressedWithoutNegotiation(int first) {
        return protocolError("RSV1 without a negotiated extension in frame byte " + hex(first));
    }

    static ProtocolException compressedNonInitialFrame(int first) {
        return protocolError("RSV1 on a control or continuation frame, byte " + hex(first));
    }

    static ProtocolException reservedOpcode(int opcode) {
        return protocolError("reserved opcode " + opcode);
    }

    static ProtocolException fragmentedControl(int opcode) {
        return protocolError("control frame with opcode " + opcode + " is fragmented");
    }

    static ProtocolException controlTooLong(int opcode) {
        return protocolError("control frame with opcode " + opcode + " is longer than 125 bytes");
    }

    static ProtocolException unmaskedFromClient() {
        return protocolError("a client frame must be masked");
    }

    static ProtocolException maskedFromServer() {
        return protocolError("a server frame must not be masked");
    }

    static ProtocolException lengthNotMinimal(long length) {
        return protocolError("length " + length + " is not encoded minimally");
    }

    static ProtocolException lengthTopBit(long length) {
        return protocolError("length 0x" + Long.toHexString(length) + " has its top bit set");
    }

    static ProtocolException strayContinuation() {
        return protocolError("continuation frame without a message to continue");
    }

    static ProtocolException interleavedMessage(int opcode) {
        return protocolError("opcode " + opcode + " inside a fragmented message");
    }

    static ProtocolException closePayloadOfOneByte() {
        return protocolError("close frame with a payload of 1 byte");
    }

    static ProtocolException closeCode(int code) {
        return protocolError("close code " + code + " is not allowed");
    }

    static ProtocolException closeReason(int octet, int index) {
        return invalidData("close reason is not UTF-8: byte " + hex(octet) + " at " + index);
    }

    static ProtocolException closeReasonCut() {
        return invalidData("close reason ends inside a character");
    }

    static ProtocolException text(int octet, int index) {
        return invalidData("text is not UTF-8: byte " + hex(octet) + " at " + index);
    }

    static ProtocolException textCut() {
        return invalidData("text ends inside a character");
    }

    static ProtocolException corruptDeflate(String detail) {
        return invalidData("compressed message is corrupt: " + detail);
    }

    static ProtocolException messageTooBig(long size, int limit) {
        return new ProtocolException(
                CloseCode.TOO_BIG, "message of " + size + " bytes exceeds the limit of " + limit + " bytes");
    }

    static ProtocolException inflatedTooBig(int limit) {
        return new ProtocolException(CloseCode.TOO_BIG, "inflated message exceeds the limit of " + limit + " bytes");
    }

    static ProtocolException extensionAnswer(String answer) {
        String shown = answer.length() > 60 ? answer.substring(0, 60) + "..." : answer;
        return new ProtocolException(
                CloseCode.EXTENSION_MISSING, "Sec-WebSocket-Extensions does not fit the offer: " + shown);
    }
}
