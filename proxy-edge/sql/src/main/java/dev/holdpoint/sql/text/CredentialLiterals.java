package dev.holdpoint.sql.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Literals of a statement that carry a credential, by the values the parser read. */
public final class CredentialLiterals {
    private static final Pattern CONNECTION =
            Pattern.compile("(?is).*(passw\\w*\\s*(=|')|://[^/\\s:]+:[^@\\s]+@).*");
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?is)://[^/\\s:]+:([^@\\s]+)@|passw\\w*\\s*(?:=|')\\s*'?([^\\s']+)");

    private final List<String> values = new ArrayList<>();
    private final Set<String> credentials = new HashSet<>();

    /** Whether a literal of this value carries one. */
    public static boolean isIn(String value) {
        return CONNECTION.matcher(value).matches();
    }

    /** Adds a literal by its value, each time the parser reads it. */
    public void add(String value) {
        values.add(value);
        var found = CREDENTIAL.matcher(value);
        while (found.find()) {
            IntStream.of(1, 2)
                    .mapToObj(found::group)
                    .filter(credential -> credential != null)
                    .forEach(credentials::add);
        }
    }

    /** Adds those of another statement of the text. */
    public void addAll(CredentialLiterals others) {
        others.values.forEach(this::add);
    }

    /** Whether no literal carries one. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether a literal of this value tells anything of what is to be kept. */
    boolean show(String value) {
        return isIn(value) || credentials.stream().anyMatch(value::contains);
    }

    /** Whether these are all, each as often as the parser read it. */
    boolean areAll(List<String> met) {
        return values.stream().sorted().toList().equals(met.stream().sorted().toList());
    }
}
