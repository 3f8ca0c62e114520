package swoole4j.core.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the form of Java's serialisation: those of a program's own classes, and of the JDK's classes of values. What has to do
 * with threads, files, reflection or lambdas is refused, by the writer as by the reader. The filter of the JVM
 * ({@code jdk.serialFilter}) holds too.
 */
final class SerialForm {
    /** What of the JDK may be in an object; without their subpackages. */
    private static final Set<String> VALUES =
            Set.of("java.lang", "java.math", "java.util", "java.time", "java.time.chrono", "java.net");

    /** How deep objects may be nested. What anybody may have written is flat: hashing nested sets takes time by the power. */
    private static final int DEPTH = 512;

    private static final int FOREIGN_DEPTH = 16;

    private SerialForm() {}

    static byte[] write(Object value) throws ValueException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new CheckedOutput(bytes)) {
            out.writeObject(value);
        } catch (NotSerializableException e) {
            throw Copy.refused(value, e.getMessage() + " is not Serializable");
        } catch (InvalidClassException e) {
            throw Copy.refused(value, String.valueOf(e.getMessage()));
        } catch (StackOverflowError _) {
            throw Copy.refused(value, "it is nested too deep");
        } catch (IOException | RuntimeException e) {
            throw Copy.refused(value, e.toString());
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an object.
     *
     * @param dataOnly whether of the program's own classes only records and enums are wanted, whose reading runs no foreign code
     */
    static Object read(byte[] bytes, boolean dataOnly) throws ValueException {
        try (ObjectInputStream in = new ProgramInput(bytes)) {
            in.setObjectInputFilter(filter(bytes.length, dataOnly));
            Object value = in.readObject();
            if (value == null) throw new ValueException("an object of a value is null");
            return value;
        } catch (ClassNotFoundException e) {
            throw new ValueException("the class " + e.getMessage() + " of a value is not in this program");
        } catch (StackOverflowError _) {
            throw new ValueException("an object of a value is nested too deep");
        } catch (IOException
                | RuntimeException
                | InternalError
                | LinkageError e) { // the JDK's lists throw the last but one
            throw new ValueException("an object of a value cannot be read: " + e);
        }
    }

    private static ObjectInputFilter filter(int length, boolean dataOnly) {
        ObjectInputFilter ours = info -> {
            boolean bounded = info.depth() <= (dataOnly ? FOREIGN_DEPTH : DEPTH)
                    && info.references() <= Limits.VALUES
                    && info.arrayLength() <= length;
            Class<?> type = info.serialClass();
            return bounded && (type == null || isAllowed(type, dataOnly))
                    ? ObjectInputFilter.Status.ALLOWED
                    : ObjectInputFilter.Status.REJECTED;
        };
        return ObjectInputFilter.merge(ours, ObjectInputFilter.Config.getSerialFilter());
    }

    private static boolean isAllowed(Class<?> type, boolean dataOnly) {
        Class<?> element = type;
        while (element.isArray()) element = element.getComponentType();
        if (element.isPrimitive()) return true;
        ClassLoader loader = element.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader())
            return VALUES.contains(element.getPackageName());
        return !dataOnly || element.isRecord() || element.isEnum();
    }

    private static final class CheckedOutput extends ObjectOutputStream {
        CheckedOutput(OutputStream out) throws IOException {
            super(out);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            // What went wrong is written, too, before it is thrown.
            if (isAllowed(type, false)
                    || ObjectStreamException.class.isAssignableFrom(type)
                    || type == IOException.class) return;
            throw new InvalidClassException(type.getName() + " is no class of values");
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            throw new InvalidClassException("a proxy is no value");
        }
    }

    private static final class ProgramInput extends ObjectInputStream {
        ProgramInput(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        /** The classes of a script that was started from its source are known to the loader of its threads only. */
        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            @Nullable ClassLoader program = Thread.currentThread().getContextClassLoader();
            if (program == null) return super.resolveClass(description);
            try {
                return Class.forName(description.getName(), false, program);
            } catch (ClassNotFoundException _) {
                return super.resolveClass(description);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("a proxy is no value");
        }
    }
}
