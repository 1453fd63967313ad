package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.match.NamePattern;
import dev.holdpoint.policy.match.PrincipalMatch;
import dev.holdpoint.policy.match.Protocol;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.match.RuleMatch;
import dev.holdpoint.policy.match.RuleMatch.Columns;
import dev.holdpoint.policy.match.RuleMatch.Relations;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a rule's {@code match}. */
public final class MatchReader {
    private static final List<String> FIELDS =
            List.of(
                    "principal",
                    "effects",
                    "tables",
                    "reads",
                    "writes",
                    "columns",
                    "columnsRead",
                    "columnsWritten",
                    "predicateColumns",
                    "functions",
                    "kinds",
                    "protocol");
    private static final List<String> PRINCIPAL = List.of("kind", "groups", "subjects");

    private MatchReader() {}

    /** Reads it. */
    public static RuleMatch read(RuleDecision decision, Fields rule) {
        return read(decision, "A rule that allows", rule);
    }

    /** {@code what} is told if an allow does not say what it covers. */
    public static RuleMatch read(RuleDecision decision, String what, Fields rule) {
        var match = rule.child("match", FIELDS);
        return new RuleMatch(
                principal(match),
                effects(decision, what, match),
                new Relations(
                        patterns(match, "tables"),
                        patterns(match, "reads"),
                        patterns(match, "writes")),
                new Columns(
                        patterns(match, "columns"),
                        patterns(match, "columnsRead"),
                        patterns(match, "columnsWritten"),
                        patterns(match, "predicateColumns")),
                patterns(match, "functions"),
                match.texts("kinds").stream()
                        .map(kind -> kind.value().toUpperCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                match.texts("protocol").stream()
                        .map(protocol -> protocol.choice(Protocol.class))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Who is meant by {@code principal} in {@code parent}; anybody if it is absent. */
    static PrincipalMatch principal(Fields parent) {
        return parent.optionalChild("principal", PRINCIPAL)
                .map(
                        principal ->
                                new PrincipalMatch(
                                        principal.texts("kind").stream()
                                                .map(kind -> kind.choice(PrincipalKind.class))
                                                .collect(Collectors.toUnmodifiableSet()),
                                        words(principal, "groups"),
                                        words(principal, "subjects")))
                .orElse(PrincipalMatch.ANYBODY);
    }

    private static Set<Effect> effects(RuleDecision decision, String what, Fields match) {
        var effects =
                match.texts("effects").stream()
                        .map(effect -> effect.choice(Effect.class))
                        .collect(Collectors.toUnmodifiableSet());
        if (decision != RuleDecision.ALLOW) {
            return effects;
        }
        if (effects.isEmpty()) {
            throw match.wrong(
                    "effects",
                    what + " must say which effects.",
                    "Add effects: [ read ]; it must cover every effect of a command.");
        }
        if (effects.contains(Effect.UNKNOWN)) {
            throw match.wrong(
                    "effects",
                    what + " cannot cover what was not understood.",
                    "Remove unknown from effects; deny and hold may name it.");
        }
        return effects;
    }

    private static List<NamePattern> patterns(Fields match, String name) {
        return match.texts(name).stream().map(text -> new NamePattern(text.value())).toList();
    }

    private static Set<String> words(Fields fields, String name) {
        return fields.texts(name).stream().map(Text::value).collect(Collectors.toUnmodifiableSet());
    }
}
