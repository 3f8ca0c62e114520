package swoole4j.engine.link.encoding;

import java.util.ArrayList;
import java.util.List;
import swoole4j.core.http.UploadedFile;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Upload;

/** Requests as components of a frame. What was uploaded stays in its files, whose paths cross. */
final class HttpMessages {
    /** Four empty texts and two numbers. */
    private static final int SMALLEST_PART = 6;

    private HttpMessages() {}

    static FrameSink write(FrameSink out, HttpMessage message) {
        out.text(message.method()).text(message.target()).text(message.protocol());
        out.number(message.stream()).truth(message.keepAlive());
        out.texts(message.headers()).bytes(message.body());
        Upload upload = message.upload();
        out.truth(upload != null);
        return upload == null ? out : write(out, upload);
    }

    private static FrameSink write(FrameSink out, Upload upload) {
        out.texts(upload.fields()).count(upload.files().size());
        for (Upload.Part part : upload.files()) {
            UploadedFile file = part.file();
            out.text(part.field()).text(file.type()).text(file.tmpName());
            out.number(file.size()).text(file.name()).number(file.error());
        }
        return out;
    }

    static HttpMessage read(FrameSource in) throws MalformedFrameException {
        return new HttpMessage(
                in.text(),
                in.text(),
                in.text(),
                in.integer(),
                in.truth(),
                in.pairs(),
                in.bytes(),
                in.truth() ? upload(in) : null);
    }

    private static Upload upload(FrameSource in) throws MalformedFrameException {
        List<String> fields = in.pairs();
        int count = in.count(SMALLEST_PART);
        List<Upload.Part> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) files.add(part(in));
        return new Upload(fields, List.copyOf(files));
    }

    private static Upload.Part part(FrameSource in) throws MalformedFrameException {
        return new Upload.Part(in.text(), new UploadedFile(in.text(), in.text(), in.number(), in.text(), in.integer()));
    }
}
