package swoole4j.engine.link.encoding;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import swoole4j.core.http.UploadedFile;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.engine.link.Destination;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.Upload;

/** Messages of every type of a sealed set with any contents, the odd ones above all; the same for the same seed. */
final class RandomMessages {
    private static final String LIST_OF_TEXTS = "java.util.List<java.lang.String>";
    private static final int[] LENGTHS = {0, 1, 63, 64, 127, 128, 300, 1024, 1025, 5000};
    private static final String[] ALPHABETS = {"az", "\u0000\u00ff", "\u0100\u20ac", "\ud800\udc00a"};

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    /** Returns every record type of a sealed set. */
    static Stream<Class<?>> types(Class<?> sealed) {
        if (!sealed.isSealed()) return Stream.of(sealed);
        return Arrays.stream(sealed.getPermittedSubclasses()).flatMap(RandomMessages::types);
    }

    /** Makes a message of a type; a component of a kind that is not known here fails. */
    <T> T of(Class<T> type) throws ReflectiveOperationException {
        if (type == ToReactor.Respond.class) return type.cast(respond());
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) values[i] = any(components[i].getGenericType());
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private ToReactor respond() {
        byte[] data = bytes();
        int length = random.nextInt(data.length + 1);
        return new ToReactor.Respond(number(), data, length, random.nextBoolean(), random.nextBoolean());
    }

    private Object any(Type type) {
        return switch (type.getTypeName()) {
            case "int" -> number();
            case "long" -> random.nextLong() >> random.nextInt(64);
            case "boolean" -> random.nextBoolean();
            case "byte[]" -> bytes();
            case "java.lang.String" -> text();
            case LIST_OF_TEXTS -> pairs();
            case "swoole4j.engine.link.HttpMessage" -> request();
            case "swoole4j.engine.link.Destination" -> destination();
            case "swoole4j.core.websocket.DeflateParameters" -> random.nextInt(3) == 0 ? null : deflate();
            default -> throw new IllegalArgumentException(type + " cannot cross a process border yet");
        };
    }

    private int number() {
        return random.nextInt() >> random.nextInt(32);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
        StringBuilder text = new StringBuilder();
        for (int left = LENGTHS[random.nextInt(LENGTHS.length)]; left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private List<String> pairs() {
        List<String> pairs = new ArrayList<>();
        for (int left = 2 * random.nextInt(4); left > 0; left--) pairs.add(text());
        return pairs;
    }

    private HttpMessage request() {
        Upload upload = random.nextBoolean() ? null : new Upload(pairs(), parts());
        return new HttpMessage(text(), text(), text(), number(), random.nextBoolean(), pairs(), bytes(), upload);
    }

    private List<Upload.Part> parts() {
        List<Upload.Part> parts = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            UploadedFile file = new UploadedFile(text(), text(), random.nextLong(), text(), number());
            parts.add(new Upload.Part(text(), file));
        }
        return parts;
    }

    private Destination destination() {
        int port = random.nextInt(65536);
        try {
            return switch (random.nextInt(3)) {
                case 0 -> new Destination.Path(text());
                case 1 -> new Destination.Host(InetAddress.getByAddress(ip(4)), port);
                default -> new Destination.Host(Inet6Address.getByAddress(null, ip(16), random.nextInt(9)), port);
            };
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] ip(int length) {
        byte[] ip = new byte[length];
        random.nextBytes(ip);
        return ip;
    }

    private DeflateParameters deflate() {
        return new DeflateParameters(
                8 + random.nextInt(8), 8 + random.nextInt(8), random.nextBoolean(), random.nextBoolean());
    }
}
