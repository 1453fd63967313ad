package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.catalogue.Versions;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.events.CommandId;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What, besides text and parameters, an approval of a command is bound to. */
final class Footing {
    /** Keywords cannot be written in any other way; a comment may stand between them. */
    private static final Pattern CURRENT = Pattern.compile("(?i)\\bcurrent\\b");

    private static final Pattern OF = Pattern.compile("(?i)\\bof\\b");

    /** Mean what the session did last: open descriptors of large objects, values of sequences. */
    private static final Pattern POSITIONAL =
            Pattern.compile(
                    "(?i)(.*\\.)?\"?(lo_(close|lseek|lseek64|tell|tell64|truncate|truncate64)"
                            + "|loread|lowrite|lastval|currval)\"?");

    private Footing() {}

    /**
     * The surroundings, how what it uses is defined, the surroundings in which the target read it
     * before where they are others, and the command alone where it depends on where the session
     * stands.
     */
    static String of(
            String now,
            Versions versions,
            Set<String> under,
            Resolved resolved,
            CommandId command) {
        var defined = " defined " + versions.of(resolved.facts());
        var before = readUnder(now, under, resolved);
        return now + defined + before + (isPositional(resolved) ? " once " + command : "");
    }

    private static String readUnder(String now, Set<String> under, Resolved resolved) {
        var others = new TreeSet<>(under);
        others.addAll(resolved.under());
        others.remove("");
        others.remove(now);
        var before = new StringBuilder();
        others.forEach(other -> before.append(" read under ").append(other));
        return before.toString();
    }

    private static boolean isPositional(Resolved resolved) {
        for (var text : resolved.texts()) {
            if (namesCurrentRow(text)) {
                return true;
            }
        }
        for (var function : resolved.facts().functions()) {
            if (POSITIONAL.matcher(function).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesCurrentRow(String text) {
        var current = CURRENT.matcher(text);
        return current.find() && OF.matcher(text).find(current.end());
    }
}
