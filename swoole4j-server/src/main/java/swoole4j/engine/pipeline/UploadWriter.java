package swoole4j.engine.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.MultipartException;
import swoole4j.core.http.MultipartSink;
import swoole4j.core.http.UploadedFile;
import swoole4j.engine.link.Upload;

/** Writes the files of one form to temporary files, readable by their owner only. Reactor-confined. */
final class UploadWriter implements MultipartSink {
    private static final Logger log = LoggerFactory.getLogger(UploadWriter.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int RANDOM_LENGTH = 6;
    private static final int TRIES = 100;
    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] OWNER_ONLY = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];

    private final String folder;
    private final long maxFile;
    private final List<String> fields = new ArrayList<>();
    private final List<Upload.Part> files = new ArrayList<>();

    private String field = "";
    private String filename = "";
    private String type = "";
    private long size;
    private int error;
    private @Nullable Path path;
    private @Nullable FileChannel channel;

    UploadWriter(String folder, long maxFile) {
        this.folder = folder;
        this.maxFile = maxFile;
    }

    @Override
    public void field(String name, String value) {
        fields.add(name);
        fields.add(value);
    }

    @Override
    public void beginFile(String name, String clientsName, String contentType) {
        field = name;
        filename = clientsName;
        type = contentType;
        size = 0;
        error = clientsName.isEmpty() ? UploadedFile.NO_FILE : UploadedFile.OK;
        if (error != UploadedFile.OK) return;
        if (!Files.isDirectory(Path.of(folder))) {
            error = UploadedFile.NO_TMP_DIR;
            return;
        }
        try {
            open();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void open() throws IOException {
        for (int tries = 1; ; tries++) {
            Path file = Path.of(folder, "swoole.upfile." + random());
            try {
                channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
                path = file;
                return;
            } catch (FileAlreadyExistsException e) {
                if (tries == TRIES) throw e;
            }
        }
    }

    private static String random() {
        StringBuilder name = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            name.append(NAME_CHARACTERS.charAt(RANDOM.nextInt(NAME_CHARACTERS.length())));
        }
        return name.toString();
    }

    @Override
    public void fileData(ByteBuffer data) throws MultipartException {
        size += data.remaining();
        if (maxFile > 0 && size > maxFile) {
            throw MultipartException.tooLarge("a file is larger than upload_max_filesize " + maxFile);
        }
        FileChannel open = channel;
        if (open == null) return;
        try {
            while (data.hasRemaining()) open.write(data);
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public void endFile() {
        close();
        Path stored = path;
        path = null;
        UploadedFile file;
        if (error == UploadedFile.NO_FILE) {
            file = UploadedFile.none();
        } else if (error != UploadedFile.OK || stored == null) {
            file = UploadedFile.failed(type, filename, error);
        } else {
            file = UploadedFile.stored(type, stored.toString(), size, filename);
        }
        files.add(new Upload.Part(field, file));
    }

    @Override
    public void dropFile() {
        close();
        delete();
    }

    /** Returns what is complete. */
    Upload finish() {
        return new Upload(List.copyOf(fields), List.copyOf(files));
    }

    /** Returns the form without the content of its files. */
    byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            text.append("Content-Disposition: form-data; name=\"")
                    .append(fields.get(i))
                    .append("\"\r\n\r\n")
                    .append(fields.get(i + 1))
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void failed(IOException e) {
        log.warn("an uploaded file cannot be written to {}", folder, e);
        error = UploadedFile.CANT_WRITE;
        close();
        delete();
    }

    private void close() {
        FileChannel open = channel;
        channel = null;
        if (open == null) return;
        try {
            open.close();
        } catch (IOException e) {
            error = UploadedFile.CANT_WRITE;
            log.warn("an uploaded file cannot be closed in {}", folder, e);
        }
    }

    private void delete() {
        Path file = path;
        path = null;
        if (file == null) return;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("the uploaded file {} cannot be deleted", file, e);
        }
    }
}
