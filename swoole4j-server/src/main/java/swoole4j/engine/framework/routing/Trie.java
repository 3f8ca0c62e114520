package swoole4j.engine.framework.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Dispatched;

/**
 * Routes by the segments of their paths. A fixed segment comes before an expression, that before a parameter of any text, and all
 * of them before a parameter that may take several segments. Filled by one thread, then read by any.
 */
final class Trie {
    private final Node root = new Node();
    private final List<Route> routes = new ArrayList<>();

    private static final class Node {
        final Map<String, Node> fixed = new HashMap<>();
        final List<Branch> branches = new ArrayList<>();
        final Map<String, Leaf> leaves = new LinkedHashMap<>();
    }

    /** What follows an expression: a node, or for one that takes all that is left its leaves. */
    private record Branch(String text, Pattern expression, int rank, Node node) {}

    /** The end of a path, for one method. */
    private record Leaf(Route route, List<String> names) {}

    /** Returns all routes. */
    List<Route> routes() {
        return routes;
    }

    /** Adds a route; what it is a duplicate of is returned, or null. */
    @Nullable
    Route add(Set<String> methods, List<Shape> shapes, Route route) {
        for (Shape shape : shapes) {
            Map<String, Leaf> leaves = node(shape).leaves;
            for (String method : methods) {
                Leaf before = leaves.putIfAbsent(method, new Leaf(route, shape.names()));
                if (before != null) return before.route;
            }
        }
        routes.add(route);
        return null;
    }

    private Node node(Shape shape) {
        Node node = root;
        for (Shape.Step step : shape.steps()) {
            node = switch (step) {
                case Shape.Fixed(String text) -> node.fixed.computeIfAbsent(text, _ -> new Node());
                case Shape.Variable(String expression, boolean plain) -> branch(node, expression, plain ? 1 : 0);
                case Shape.Tail(String expression) -> branch(node, expression, Search.TAIL);
            };
        }
        return node;
    }

    private static Node branch(Node node, String expression, int rank) {
        for (Branch branch : node.branches) {
            if (branch.text.equals(expression) && branch.rank == rank) return branch.node;
        }
        Branch branch = new Branch(expression, Pattern.compile(expression, Pattern.DOTALL), rank, new Node());
        node.branches.add(branch);
        node.branches.sort(Comparator.comparingInt(Branch::rank));
        return branch.node;
    }

    /** Finds the route of a path; a method that it has not may have another one of the path answer for it. */
    Dispatched find(String method, String path) {
        Search search = new Search(PathSegments.of(path));
        Dispatched found = search.find(root, method);
        if (found == null && method.equals("HEAD")) found = search.find(root, "GET");
        if (found != null) return found;
        return search.allowed.isEmpty() ? Dispatched.notFound() : Dispatched.methodNotAllowed(search.allowed);
    }

    /** One look-up, of a few methods one after the other. Each node is come to at most once, since it has one depth. */
    private static final class Search {
        static final int TAIL = 2;

        private final List<String> segments;
        private final List<String> values = new ArrayList<>();
        final Set<String> allowed = new TreeSet<>();

        Search(List<String> segments) {
            this.segments = segments;
        }

        @Nullable
        Dispatched find(Node root, String method) {
            values.clear();
            return find(root, method, 0);
        }

        private @Nullable Dispatched find(Node node, String method, int depth) {
            if (depth == segments.size()) return end(node, method);
            Node fixed = node.fixed.get(segments.get(depth));
            Dispatched found = fixed == null ? null : find(fixed, method, depth + 1);
            for (Branch branch : node.branches) {
                if (found != null) return found;
                found = along(branch, method, depth);
            }
            return found;
        }

        private @Nullable Dispatched along(Branch branch, String method, int depth) {
            boolean tail = branch.rank == TAIL;
            String text = tail ? String.join("/", segments.subList(depth, segments.size())) : segments.get(depth);
            Matcher matcher = branch.expression.matcher(text);
            if (!matcher.matches()) return null;
            int before = values.size();
            for (int group = 1; group <= matcher.groupCount(); group++) values.add(matcher.group(group));
            Dispatched found = tail ? end(branch.node, method) : find(branch.node, method, depth + 1);
            values.subList(before, values.size()).clear();
            return found;
        }

        private @Nullable Dispatched end(Node node, String method) {
            Leaf leaf = node.leaves.get(method);
            if (leaf == null) {
                allowed.addAll(node.leaves.keySet());
                return null;
            }
            Map<String, String> params = new LinkedHashMap<>();
            for (int i = 0; i < leaf.names.size(); i++) params.put(leaf.names.get(i), values.get(i));
            Route route = leaf.route;
            return new Dispatched(
                    Dispatched.Status.FOUND, route.handler(), route.pattern(), route.middleware(), params, Set.of());
        }
    }
}
