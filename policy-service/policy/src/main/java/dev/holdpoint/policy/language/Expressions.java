package dev.holdpoint.policy.language;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${holdpoint.some.key}} and {@code ${holdpoint.some.key:default}} by configuration
 * values. Only Holdpoint's own keys, and none that sounds like a credential: targets are published.
 * A reference to a secret is checked to be one by whoever asked for it.
 */
final class Expressions {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}:]*)(?::([^}]*))?}");
    private static final Pattern KEY =
            Pattern.compile("holdpoint\\.[a-z0-9.-]+|HOLDPOINT_[A-Z0-9_]+");
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i).*(password|passwd|secret|token|credential|key).*");

    private final Function<String, Optional<String>> lookup;

    Expressions(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    Text resolve(Text text) {
        return resolve(text, key -> !CREDENTIAL.matcher(key).matches());
    }

    Text resolveReference(Text text) {
        return resolve(text, _ -> true);
    }

    private Text resolve(Text text, Predicate<String> usable) {
        var value = EXPRESSION.matcher(text.value()).replaceAll(m -> value(text, m, usable));
        return new Text(value, text.place());
    }

    private String value(Text text, MatchResult match, Predicate<String> usable) {
        var key = match.group(1);
        if (!KEY.matcher(key).matches() || !usable.test(key)) {
            throw text.wrong(
                    "${" + key + "} may not be used here.",
                    "Use keys that begin with holdpoint. or HOLDPOINT_ and hold no credential.");
        }
        var fallback = Optional.ofNullable(match.group(2));
        return Matcher.quoteReplacement(
                lookup.apply(key)
                        .or(() -> fallback)
                        .orElseThrow(
                                () ->
                                        text.wrong(
                                                "${" + key + "} has no value.",
                                                "Set it in the configuration, or give a default: ${"
                                                        + key
                                                        + ":5432}.")));
    }
}
