package swoole4j.core.http;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects the files of a form into the map {@code Request.files}, by the name rules of {@link Parameters}. Confined to one
 * thread.
 *
 * <p>Two files {@code ups[]} are {@code {ups={0={entry}, 1={entry}}}}; with PHP's layout ({@code http_parse_files}) they are
 * {@code {ups={name={0=.., 1=..}, type=.., tmp_name=.., error=.., size=..}}}. A name without brackets is one entry either way.
 */
public final class UploadedFiles {
    private final Parameters files;
    private final boolean phpLayout;

    /**
     * Starts without files.
     *
     * @param phpLayout whether names with brackets are laid out as PHP's {@code $_FILES}
     * @param maxFiles how many are accepted; the rest is left out with a warning
     * @param warnings receives PHP's text once per exceeded limit
     */
    public UploadedFiles(boolean phpLayout, int maxFiles, Consumer<String> warnings) {
        this.phpLayout = phpLayout;
        files = new Parameters(maxFiles, warnings);
    }

    /**
     * Adds the file of the field {@code name}; one of the very same name is replaced.
     *
     * @return false if the limit is reached: this file and all further ones are left out
     */
    public boolean add(String name, UploadedFile file) {
        if (!files.accept()) {
            return false;
        }
        FieldName field = FieldName.parse(name);
        if (phpLayout && field != null && !field.keys().isEmpty()) {
            int bracket = name.indexOf('[');
            String variable = name.substring(0, bracket);
            String keys = name.substring(bracket);
            files.put(variable + "[name]" + keys, file.name(), true);
            files.put(variable + "[type]" + keys, file.type(), true);
            files.put(variable + "[tmp_name]" + keys, file.tmpName(), true);
            files.put(variable + "[error]" + keys, file.error(), true);
            files.put(variable + "[size]" + keys, file.size(), true);
        } else {
            files.put(name, file.toMap(), true);
        }
        return true;
    }

    /** The files so far; the same map on every call, free for the caller to change. Empty without files. */
    public Map<String, Object> map() {
        return files.map();
    }
}
