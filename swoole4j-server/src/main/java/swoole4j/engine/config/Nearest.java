package swoole4j.engine.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that a misspelt one was meant as: the one with the fewest edits between them. */
final class Nearest {
    private Nearest() {}

    /** Returns the word of {@code known} most like {@code unknown}, or null when none is like it. */
    static @Nullable String to(String unknown, Collection<String> known) {
        String best = null;
        int bestDistance = unknown.length() / 3 + 1;
        for (String word : known) {
            int distance = distance(unknown, word);
            if (distance < bestDistance || (distance == bestDistance && best != null && word.compareTo(best) < 0)) {
                best = word;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
