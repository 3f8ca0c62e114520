package swoole4j.engine.process;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * Who a child JVM is. Its master tells it in the environment, which the programs that the child starts get as well; they are
 * not meant.
 *
 * @param role what it is
 * @param id its worker id
 * @param incarnation a number that no other start by this master has
 * @param folder where the master's files and sockets are
 * @param secret 128 random bits in hexadecimal digits, by which the two know each other
 * @param masterPid who started it
 */
public record Identity(Role role, int id, long incarnation, Path folder, String secret, long masterPid) {
    private static final String ROLE = "SWOOLE4J_WORKER";
    private static final String ID = ROLE + "_ID";
    private static final String INCARNATION = ROLE + "_INCARNATION";
    private static final String FOLDER = ROLE + "_FOLDER";
    private static final String SECRET = ROLE + "_SECRET";
    private static final String MASTER = ROLE + "_MASTER";

    private static final int SECRET_BYTES = 16;
    private static final Pattern SECRET_FORM = Pattern.compile("[0-9a-f]{" + 2 * SECRET_BYTES + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static boolean read;
    private static @Nullable Identity own;

    /** Returns a new secret. */
    public static String newSecret() {
        byte[] bits = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /**
     * Returns who this JVM is, or null when it is not the child of a master. The answer is found once.
     *
     * @throws SwooleException when the environment is damaged, or the master ended before this JVM asked
     */
    public static synchronized @Nullable Identity ofThisJvm() {
        if (!read) own = of(System.getenv(), ProcessFamily.OF_THIS_JVM);
        read = true;
        return own;
    }

    static @Nullable Identity of(Map<String, String> environment, ProcessFamily family) {
        if (!environment.containsKey(ROLE)) return null;
        Identity told = parse(environment);
        return switch (family.relationTo(told.masterPid)) {
            case CHILD -> told;
            case OTHER -> null;
            case ORPHAN ->
                throw new SwooleException("process " + told.masterPid + ", whose worker this JVM is by " + ROLE
                        + " in its environment, has ended; a program of its own has to be started without");
        };
    }

    private static Identity parse(Map<String, String> environment) {
        return new Identity(
                role(text(environment, ROLE)),
                (int) number(environment, ID, Integer.MAX_VALUE),
                number(environment, INCARNATION, Long.MAX_VALUE),
                folder(text(environment, FOLDER)),
                secret(text(environment, SECRET)),
                number(environment, MASTER, Long.MAX_VALUE));
    }

    private static Role role(String word) {
        for (Role role : Role.values()) {
            if (role.word().equals(word)) return role;
        }
        throw wrong(ROLE, word, "event, task or user");
    }

    private static long number(Map<String, String> environment, String name, long most) {
        String digits = text(environment, name);
        try {
            long number = Long.parseLong(digits);
            if (number >= 0 && number <= most) return number;
        } catch (NumberFormatException _) {
            // as for one out of range
        }
        throw wrong(name, digits, "a number from 0 to " + most);
    }

    private static Path folder(String text) {
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) return folder;
        } catch (InvalidPathException _) {
            // as for a relative one
        }
        throw wrong(FOLDER, text, "an absolute path");
    }

    private static String secret(String text) {
        if (SECRET_FORM.matcher(text).matches()) return text;
        throw wrong(SECRET, "its value", 2 * SECRET_BYTES + " hexadecimal digits");
    }

    private static String text(Map<String, String> environment, String name) {
        String text = environment.get(name);
        if (text != null) return text;
        throw new SwooleException("environment variable " + name + " is missing beside " + ROLE);
    }

    private static SwooleException wrong(String name, String found, String expected) {
        return new SwooleException(
                "environment variable " + name + ": " + found + " is not allowed, expected " + expected);
    }

    /** Returns what tells a child that it is this. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(ROLE, role.word());
        variables.put(ID, Integer.toString(id));
        variables.put(INCARNATION, Long.toString(incarnation));
        variables.put(FOLDER, folder.toString());
        variables.put(SECRET, secret);
        variables.put(MASTER, Long.toString(masterPid));
        return variables;
    }

    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return role.word() + " worker " + id + ", incarnation " + incarnation + " of master " + masterPid;
    }
}
