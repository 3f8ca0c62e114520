package swoole4j.engine.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.CookieHeader;
import swoole4j.core.http.Parameters;
import swoole4j.core.http.ReceivedText;
import swoole4j.core.http.RequestTarget;
import swoole4j.core.http.UploadedFiles;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Upload;

/** The maps of a request, made anew at each call. Any thread. */
public final class RequestMaps {
    private static final Logger log = LoggerFactory.getLogger(RequestMaps.class);
    private static final Set<String> LAST_WINS = Set.of(
            "host",
            "user-agent",
            "accept",
            "content-type",
            "content-length",
            "authorization",
            "connection",
            "accept-encoding");
    private static final Set<String> FORM_METHODS = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final int SERVER_FACTS = 12;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpMessage message;
    private final HttpSettings settings;

    /** Creates the maps of {@code message}. */
    public RequestMaps(HttpMessage message, HttpSettings settings) {
        this.message = message;
        this.settings = settings;
    }

    /** See {@link swoole4j.http.Request#header}. */
    public Map<String, Object> header() {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, List<Object>> repeated = new HashMap<>(0);
        List<String> headers = message.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            String name = headers.get(i).toLowerCase(Locale.ROOT);
            if (name.equals("cookie") && settings.parseCookie()) continue;
            String value = ReceivedText.of(headers.get(i + 1));
            Object before = LAST_WINS.contains(name) ? null : map.get(name);
            if (before == null) {
                map.put(name, value);
            } else {
                List<Object> all = repeated.computeIfAbsent(name, _ -> new ArrayList<>(List.of(before)));
                all.add(value);
                map.put(name, all);
            }
        }
        return map;
    }

    /** Returns the first value of a header in any spelling, or null. */
    public @Nullable String header(String name) {
        String value = message.header(name);
        return value == null ? null : ReceivedText.of(value);
    }

    /** Returns what {@link #header()} has under a name, without the others. */
    @Nullable
    Object headerOnce(String name) {
        if (name.equals("cookie") && settings.parseCookie()) return null;
        List<String> headers = message.headers();
        String found = null;
        boolean lastWins = LAST_WINS.contains(name);
        for (int i = 0; i < headers.size(); i += 2) {
            if (!isLowerCaseOf(name, headers.get(i))) continue;
            if (found != null && !lastWins) return header().get(name);
            found = headers.get(i + 1);
        }
        return found == null ? null : ReceivedText.of(found);
    }

    private static boolean isLowerCaseOf(String lower, String name) {
        return name.length() == lower.length() && name.toLowerCase(Locale.ROOT).equals(lower);
    }

    /** See {@link swoole4j.http.Request#cookie}. */
    public Map<String, Object> cookie() {
        if (!settings.parseCookie()) return new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        List<String> headers = message.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase("cookie")) values.add(ReceivedText.of(headers.get(i + 1)));
        }
        return CookieHeader.parse(values, settings.maxInputVars(), RequestMaps::warn);
    }

    /** See {@link swoole4j.http.Request#get}. */
    public Map<String, Object> get() {
        String query = RequestTarget.of(message.target()).query();
        return query == null
                ? new LinkedHashMap<>()
                : Parameters.parse(query, settings.maxInputVars(), RequestMaps::warn);
    }

    /** See {@link swoole4j.http.Request#post}. */
    public Map<String, Object> post() {
        Upload upload = message.upload();
        if (upload != null) return fields(upload.fields());
        String type = message.header("Content-Type");
        boolean form = type != null
                && type.regionMatches(true, 0, FORM, 0, FORM.length())
                && FORM_METHODS.contains(message.method())
                && settings.parsePost();
        if (!form) return new LinkedHashMap<>();
        byte[] body = message.body();
        return Parameters.parse(body, 0, body.length, settings.maxInputVars(), RequestMaps::warn);
    }

    private Map<String, Object> fields(List<String> fields) {
        Parameters parameters = new Parameters(settings.maxInputVars(), RequestMaps::warn);
        for (int i = 0; i < fields.size(); i += 2) parameters.add(fields.get(i), fields.get(i + 1));
        return parameters.map();
    }

    /** See {@link swoole4j.http.Request#files}. */
    public Map<String, Object> files() {
        Upload upload = message.upload();
        if (upload == null) return new LinkedHashMap<>();
        UploadedFiles files = new UploadedFiles(settings.parseFiles(), settings.maxInputVars(), RequestMaps::warn);
        for (Upload.Part part : upload.files()) files.add(part.field(), part.file());
        return files.map();
    }

    /** See {@link swoole4j.http.Request#tmpfiles}. */
    public List<String> tmpfiles() {
        Upload upload = message.upload();
        return upload == null ? List.of() : upload.paths();
    }

    /** Returns what the request line says, the first facts of {@link swoole4j.http.Request#server}. */
    public Map<String, Object> server() {
        RequestTarget target = RequestTarget.of(message.target());
        Map<String, Object> map = LinkedHashMap.newLinkedHashMap(SERVER_FACTS);
        String query = target.query();
        boolean methodFirst = message.stream() != 0; // Swoole's order for HTTP/2
        if (methodFirst) map.put("request_method", message.method());
        if (query != null && !query.isEmpty()) map.put("query_string", query);
        if (!methodFirst) map.put("request_method", message.method());
        map.put("request_uri", target.uri());
        map.put("path_info", target.pathInfo());
        return map;
    }

    /** Returns one of the facts of {@link #server()}, or null. */
    @Nullable
    Object fact(String key) {
        RequestTarget target = RequestTarget.of(message.target());
        return switch (key) {
            case "request_uri" -> target.uri();
            case "path_info" -> target.pathInfo();
            case "query_string" -> {
                String query = target.query();
                yield query == null || query.isEmpty() ? null : query;
            }
            default -> null;
        };
    }

    private static void warn(String text) {
        log.warn("{}", text);
    }
}
