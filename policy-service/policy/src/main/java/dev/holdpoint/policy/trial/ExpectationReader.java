package dev.holdpoint.policy.trial;

import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.trial.Expectation.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what should come of a case. */
final class ExpectationReader {
    static final List<String> FIELDS =
            List.of("decision", "rule", "code", "reason", "masks", "approval", "rows");

    /** What the decision about a command can be refused with. */
    private static final Set<RefusalCode> CODES =
            Set.of(
                    RefusalCode.NO_GRANT,
                    RefusalCode.POLICY_DENIED,
                    RefusalCode.TOO_LARGE,
                    RefusalCode.UNKNOWN_TARGET);

    private ExpectationReader() {}

    static Expectation read(Fields expect) {
        var decision = expect.text("decision").choice(RuleDecision.class);
        return new Expectation(
                decision,
                expect.optionalText("rule").map(Text::value).orElse(null),
                of(expect, "code", decision == RuleDecision.DENY)
                        ? code(expect.text("code"))
                        : null,
                expect.optionalText("reason").map(Text::value).orElse(null),
                of(expect, "masks", decision != RuleDecision.DENY) ? expect.free("masks") : null,
                of(expect, "approval", decision == RuleDecision.HOLD) ? votes(expect) : null,
                of(expect, "rows", decision != RuleDecision.DENY) ? rows(expect) : null);
    }

    private static Rows rows(Fields expect) {
        var rows = expect.text("rows");
        return new Rows(rows.value().equals("all") ? null : rows.count(1, Long.MAX_VALUE));
    }

    /** Whether the field is there, which it may only be if the decision can have such a thing. */
    private static boolean of(Fields expect, String name, boolean usable) {
        if (expect.has(name) && !usable) {
            throw expect.wrong(
                    name,
                    "No " + expect.text("decision").value() + " has " + name + ".",
                    "Remove it, or expect another decision.");
        }
        return expect.has(name);
    }

    private static RefusalCode code(Text text) {
        return CODES.stream()
                .filter(code -> code.name().equals(text.value()))
                .findFirst()
                .orElseThrow(() -> unknown(text));
    }

    private static InvalidDocuments unknown(Text text) {
        var known = Arrays.stream(RefusalCode.values()).filter(CODES::contains);
        return text.wrong(
                text.value() + " is no code of a denied command.",
                "Use one of %s."
                        .formatted(known.map(Enum::name).collect(Collectors.joining(", "))));
    }

    private static @Nullable Map<String, Integer> votes(Fields expect) {
        var votes = new TreeMap<String, Integer>();
        expect.free("approval")
                .forEach(
                        (group, count) -> votes.put(group, Math.toIntExact(number(expect, count))));
        return votes;
    }

    private static long number(Fields expect, String count) {
        return new Text(count, expect.place("approval")).count(1, 20);
    }
}
