package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.HttpMessage;

/** Takes the frames of a connection to their streams. Reactor-confined. */
final class StreamFrames extends Http2FrameAdapter {
    private static final byte[] EMPTY = {};

    private final Multiplexer owner;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey key;

    StreamFrames(Multiplexer owner, Http2Connection connection, Http2Connection.PropertyKey key) {
        this.owner = owner;
        this.connection = connection;
        this.key = key;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last)
            throws Http2Exception {
        onHeadersRead(ctx, id, headers, padding, last);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean last)
            throws Http2Exception {
        if (headers.size() > owner.limits().maxHeaders()) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "%d header fields are more than http2_max_headers %d",
                    headers.size(),
                    owner.limits().maxHeaders());
        }
        Http2Stream stream = connection.stream(id);
        Inbound known = stream.getProperty(key);
        if (known != null) {
            known.end(); // trailers, which Netty lets through at the end only
            return;
        }
        RequestFields fields = RequestFields.of(id, headers);
        if (owner.isFull()) {
            throw Http2Exception.streamError(id, Http2Error.REFUSED_STREAM, "too many requests are in work");
        }
        if (fields.protocol() != null && !owner.takesWebSockets()) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "no WebSockets were announced");
        }
        if ("websocket".equals(fields.protocol())) {
            webSocket(ctx, stream, fields, last);
        } else {
            request(stream, fields, last);
        }
    }

    private void request(Http2Stream stream, RequestFields fields, boolean last) {
        RequestStream request = new RequestStream(owner, stream, fields);
        stream.setProperty(key, request);
        owner.open(stream, request);
        if (fields.protocol() == null) {
            request.begin(last);
        } else {
            request.refuse(501, last); // RFC 9220 3
        }
    }

    private void webSocket(ChannelHandlerContext ctx, Http2Stream stream, RequestFields fields, boolean last)
            throws Http2Exception {
        StreamChannel channel = new StreamChannel(ctx.channel(), owner, stream);
        HttpMessage message = new HttpMessage(
                fields.method(), fields.target(), "HTTP/2", stream.id(), true, fields.headers(), EMPTY, null);
        if (!owner.open(channel, message)) {
            throw Http2Exception.streamError(stream.id(), Http2Error.REFUSED_STREAM, "max_connection is reached");
        }
        stream.setProperty(key, channel);
        if (last) channel.end();
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last)
            throws Http2Exception {
        Inbound inbound = find(id);
        return inbound == null ? data.readableBytes() + padding : inbound.data(data, padding, last);
    }

    private @Nullable Inbound find(int id) {
        Http2Stream stream = connection.stream(id);
        return stream == null ? null : stream.getProperty(key);
    }
}
