package swoole4j.engine.config;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/settings.md from the table of options. */
final class SettingsDocument {
    private static final String HEAD = """
            # Settings

            What `Server.set()` and `Port.set()` take. This page is made from the table in `swoole4j.engine.config.Option`.

            **Verdict**: *same* as in Swoole; *adapted*: the same as far as a JVM has what it is about; *ignored*: accepted, `set()` warns that
            it does nothing; *rejected*: `set()` throws a `SwooleException`; *removed*: Swoole has it no more, `set()` warns; *own*: Swoole does
            not have it.

            **Scope**: *server* options are given to the server. *Port* options too, then they mean its first port and every port that has no
            options of its own; or to a port. *Library*: a server option that in PHP the library reads.

            **Values**: flags are true, false, 1, 0 or these as text, whole numbers may be text. Bytes may be text such as `2M` (K, M, G). Seconds may
            have fractions. A number out of range becomes the nearest one, with a warning; where the range is marked with `!`
            a `SwooleException` names key, value and range, as for a value of the wrong type. A misspelt key is
            warned of, with the nearest known one, and kept in `setting()`.

            Each `set()` adds to the ones before. Three options are as if never given when a later `set()` leaves them out, as in Swoole:
            `enable_coroutine`, `send_yield`, `open_tcp_nodelay`.
            """;

    private static final Map<Option, String> SECTIONS = new EnumMap<>(Map.ofEntries(
            Map.entry(Option.WORKER_NUM, "Workers and loops"),
            Map.entry(Option.ENABLE_COROUTINE, "Coroutines"),
            Map.entry(Option.TASK_WORKER_NUM, "Tasks"),
            Map.entry(Option.MAX_CONNECTION, "Connections"),
            Map.entry(Option.SOCKET_BUFFER_SIZE, "Output"),
            Map.entry(Option.PACKAGE_MAX_LENGTH, "Protocols of a port"),
            Map.entry(Option.OPEN_WEBSOCKET_CLOSE_FRAME, "WebSocket"),
            Map.entry(Option.HTTP_PARSE_COOKIE, "HTTP"),
            Map.entry(Option.HTTP2_HEADER_TABLE_SIZE, "HTTP/2"),
            Map.entry(Option.SSL_CERT_FILE, "TLS, on ports whose type has SWOOLE_SSL"),
            Map.entry(Option.DAEMONIZE, "Operations")));

    private SettingsDocument() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Option option : Option.values()) {
            String section = SECTIONS.get(option);
            if (section != null)
                page.append("\n## ").append(section).append("\n\n").append("""
                    | option | default | values | scope | verdict | effect |
                    |---|---|---|---|---|---|
                    """);
            page.append(row(option));
        }
        return page.toString();
    }

    private static String row(Option option) {
        String names = "`" + option.key() + "`"
                + option.aliases.stream().map(alias -> ", `" + alias + "`").collect(Collectors.joining());
        return "| " + names + " | " + standard(option) + " | " + values(option) + " | " + option.scope + " | "
                + option.verdict + " | " + option.effect.replace("|", "\\|") + " |\n";
    }

    private static String standard(Option option) {
        if (!option.defaultText.isEmpty()) return option.defaultText;
        return switch (option.defaultValue) {
            case null -> "";
            case String text when text.isEmpty() -> "";
            case String text -> "`" + text.replace("\r\n", "\\r\\n") + "`";
            case Collection<?> _, Map<?, ?> _ -> "";
            case Number number when option.kind == Kind.SIZE -> bytes(number.longValue());
            case Number number -> OptionValue.plain(number.doubleValue());
            default -> option.defaultValue.toString();
        };
    }

    private static String values(Option option) {
        return switch (option.kind) {
            case BOOLEAN -> "flag";
            case INTEGER -> range(option, "");
            case SIZE -> range(option, "bytes");
            case SECONDS -> range(option, "s");
            case CHOICE -> String.join(", ", option.choices);
            case STRING -> "text";
            case STRINGS -> "text or list";
            case FILE -> "file";
            case DIRECTORY -> "directory";
            case MAP -> "map of maps";
            case LIST -> "list";
            case WORDS -> "list, or words";
            case PAIRS -> "map";
            case FUNCTION, LENGTH_FUNCTION -> "callback";
            case EOF -> "1 to 8 bytes";
            case LENGTH_TYPE -> "letter";
            case ANYTHING -> "";
        };
    }

    private static String range(Option option, String unit) {
        String most;
        if (option.perProcessor > 0) {
            most = OptionValue.plain(option.perProcessor) + " per processor";
        } else if (option.max >= Entry.ARRAY && option.max != 4_294_967_295.0) {
            most = "";
        } else {
            most = option.kind == Kind.SIZE ? bytes((long) option.max) : OptionValue.plain(option.max);
        }
        String least = OptionValue.plain(option.min);
        String range = most.isEmpty() ? "from " + least : least + " to " + most;
        return (range + " " + unit).strip() + (option.strict ? " !" : "");
    }

    private static String bytes(long number) {
        if (number > 0 && number % (1 << 20) == 0) return (number >> 20) + "M";
        if (number > 0 && number % (1 << 10) == 0) return (number >> 10) + "K";
        return String.format(Locale.ROOT, "%d", number);
    }
}
