package swoole4j.engine.framework.shared;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.room.Groups;

/** Groups as text that a row takes: the user, empty for none, then the rooms, each with its length in front. */
final class GroupsText {
    private static final char BEHIND_LENGTH = ':';

    private GroupsText() {}

    static String write(Groups groups) {
        if (groups.equals(Groups.NONE)) return "";
        StringBuilder text = new StringBuilder();
        String uid = groups.uid();
        part(text, uid == null ? "" : uid);
        for (String room : groups.rooms()) part(text, room);
        return text.toString();
    }

    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(BEHIND_LENGTH).append(part);
    }

    static Groups read(String text) {
        if (text.isEmpty()) return Groups.NONE;
        @Nullable String uid = null;
        Set<String> rooms = new HashSet<>();
        for (int at = 0; at < text.length(); ) {
            int colon = text.indexOf(BEHIND_LENGTH, at);
            int end = colon + 1 + Integer.parseInt(text, at, colon, 10);
            String part = text.substring(colon + 1, end);
            if (at == 0) {
                uid = part.isEmpty() ? null : part;
            } else {
                rooms.add(part);
            }
            at = end;
        }
        return new Groups(uid, rooms);
    }
}
