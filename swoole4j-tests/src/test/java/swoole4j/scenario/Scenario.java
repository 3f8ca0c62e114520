package swoole4j.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One transcript: what a client does, what it must see, and what the script must print.
 *
 * @param area the folder, such as {@code websocket}
 * @param name the file without its ending
 * @param portOffsets the ports that listen before the first step, counted from the script's port
 * @param udpOffsets the same of UDP
 * @param sorted whether the printed lines are compared in sorted order
 * @param rules expressions for what differs from run to run, with what takes its place
 */
record Scenario(
        String area,
        String name,
        List<JsonNode> steps,
        List<String> stdout,
        List<Integer> portOffsets,
        List<Integer> udpOffsets,
        boolean sorted,
        Map<String, String> rules) {
    /** The module's folder is the working directory of its tests. */
    static final Path FOLDER = Path.of("reference", "scenarios");

    static final ObjectMapper JSON = new ObjectMapper();

    /** Where Swoole breaks a standard, the transcript's {@code standard} block tells what is right. */
    static Scenario read(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            JsonNode form = json.has("standard") ? json.get("standard") : json;
            return new Scenario(
                    file.getParent().getFileName().toString(),
                    file.getFileName().toString().replaceFirst("\\.json$", ""),
                    elements(form.get("steps")),
                    lines(form.get("stdout")),
                    offsets(json.path("tcp_ports"), List.of(0)),
                    offsets(json.path("udp_ports"), List.of()),
                    json.path("stdout_sort").asBoolean(),
                    rules(json.path("normalize")));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /**
     * The same with other expectations.
     *
     * @param difference {@code steps} by number, {@code stdout} and {@code stdout_sort}; what it lacks stays
     */
    Scenario with(JsonNode difference) {
        List<JsonNode> otherSteps = new ArrayList<>(steps);
        difference
                .path("steps")
                .properties()
                .forEach(step -> otherSteps.set(Integer.parseInt(step.getKey()), step.getValue()));
        return new Scenario(
                area,
                name,
                otherSteps,
                difference.has("stdout") ? lines(difference.get("stdout")) : stdout,
                portOffsets,
                udpOffsets,
                sorted || difference.path("stdout_sort").asBoolean(),
                rules);
    }

    /** The transcripts of one area, by name. */
    static List<Scenario> of(Path area) {
        return list(area)
                .filter(file -> file.toString().endsWith(".json"))
                .map(Scenario::read)
                .toList();
    }

    static List<Path> areas() {
        return list(FOLDER).toList();
    }

    String fullName() {
        return area + "/" + name;
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> rules(JsonNode pairs) {
        Map<String, String> rules = new LinkedHashMap<>();
        pairs.forEach(pair -> rules.put(pair.get(0).asText(), pair.get(1).asText()));
        return rules;
    }

    private static List<Integer> offsets(JsonNode array, List<Integer> absent) {
        return array.isMissingNode()
                ? absent
                : elements(array).stream().map(JsonNode::asInt).toList();
    }

    private static List<String> lines(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
