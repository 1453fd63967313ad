package dev.holdpoint.sql.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a text carries a credential, by the values the parser read. The patterns look only so far
 * that no text makes them slow.
 */
public final class CredentialLiterals {
    /** {@code scheme://user:word@}, the user left out or not. */
    static final String ADDRESS = "://[^/\\s:]{0,256}+:([^@\\s]{1,1024})@";

    private static final String NAMED =
            "(?:passw|passphrase|pwd)\\w{0,64}+\\s{0,256}+(?:=|'|%|:(?!:)|\\\\?\"\\s{0,256}+:)";
    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "(?is)"
                            + ADDRESS
                            + "|"
                            + NAMED
                            + "(?:\\s{0,256}+['\"\\\\]{0,4}([^\\s'\"\\\\&;]+))?");
    private static final int MANY = 256;

    private final List<String> values = new ArrayList<>();
    private final Set<String> credentials = new HashSet<>();

    /** Whether a literal of this value carries one. */
    public static boolean isIn(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (isSignAt(value, at)) {
                return CREDENTIAL.matcher(value).find();
            }
        }
        return false;
    }

    /**
     * Whether any value in a text may carry one: by what stands there, or because a literal's value
     * is not what stands there. Cheap, and true more often than need be.
     */
    static boolean mayBeIn(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (mayBeAt(text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeAt(String text, int at) {
        return switch (text.charAt(at)) {
            case '\\' -> true;
            case '&' -> at > 0 && "uU".indexOf(text.charAt(at - 1)) >= 0;
            case '\'' -> isContinued(text, at + 1);
            default -> isSignAt(text, at);
        };
    }

    /** Whether what begins here is a sign that every credential begins with, or has before it. */
    private static boolean isSignAt(String text, int at) {
        return switch (text.charAt(at)) {
            case ':' -> text.startsWith("//", at + 1);
            case 'p', 'P' ->
                    text.regionMatches(true, at + 1, "ass", 0, 3)
                            || text.regionMatches(true, at + 1, "wd", 0, 2);
            default -> false;
        };
    }

    private static boolean isContinued(String text, int from) {
        int next = from;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        boolean onNextLine = next > from && next < text.length() && text.charAt(next) == '\'';
        return onNextLine || text.startsWith("--", next);
    }

    /** Adds a literal by its value, each time the parser reads it. */
    void add(String value) {
        values.add(value);
        learn(value);
    }

    /** Hides what a value tells wherever else it stands. */
    void learn(String value) {
        var found = CREDENTIAL.matcher(value);
        while (found.find()) {
            IntStream.of(1, 2)
                    .mapToObj(found::group)
                    .filter(credential -> credential != null)
                    .forEach(credentials::add);
        }
    }

    /** Whether the parser read none that carries one. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether there are too many to look for each of them. */
    boolean areMany() {
        return credentials.size() > MANY;
    }

    /** Whether a literal of this value tells anything of what is to be kept. */
    boolean show(String value) {
        return isIn(value) || credentials.stream().anyMatch(value::contains);
    }

    /** Whether each is among these, as often as the parser read it. */
    boolean areAmong(List<String> met) {
        var times = counted(met);
        return counted(values).entrySet().stream()
                .allMatch(value -> times.getOrDefault(value.getKey(), 0L) >= value.getValue());
    }

    private static Map<String, Long> counted(List<String> values) {
        return values.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
