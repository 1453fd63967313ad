package dev.holdpoint.edge.postgres.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names in a search path as PostgreSQL reports it. */
final class SearchPath {
    static final String OF_USER = "$user";

    private static final String NAME = "\\s*(?:\"((?:[^\"]|\"\")*)\"|([^\",\\s]+))\\s*";
    private static final Pattern ELEMENT = Pattern.compile(NAME + "(,|$)");

    private SearchPath() {}

    /** Empty if it cannot be read. */
    static Optional<List<String>> names(String reported) {
        var names = new ArrayList<String>();
        var element = ELEMENT.matcher(reported);
        int from = 0;
        while (from < reported.length()) {
            if (!element.find(from) || element.start() != from) {
                return Optional.empty();
            }
            names.add(name(element.group(1), element.group(2)));
            from = element.end();
        }
        return Optional.of(names);
    }

    private static String name(String quoted, String bare) {
        return quoted == null ? bare.toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\"");
    }
}
