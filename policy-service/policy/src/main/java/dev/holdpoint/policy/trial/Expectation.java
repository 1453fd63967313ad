package dev.holdpoint.policy.trial;

import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a case says will come; what is null may be anything.
 *
 * @param rule the deciding one, {@code policy/rule}
 * @param masks all of them by column or detector, each with how, or {@code any}
 * @param approval votes by group
 */
public record Expectation(
        RuleDecision decision,
        @Nullable String rule,
        @Nullable RefusalCode code,
        @Nullable String reason,
        @Nullable Map<String, String> masks,
        @Nullable Map<String, Integer> approval,
        @Nullable Rows rows) {
    private static final String ANY = "any";

    /**
     * How many rows may leave.
     *
     * @param most null for all of them
     */
    public record Rows(@Nullable Long most) {}

    /** One thing that came otherwise than expected. */
    public record Difference(String what, String expected, String came) {}

    /** Everything that came otherwise. */
    public List<Difference> differences(Came came) {
        var differences = new ArrayList<Difference>();
        compare(differences, "decision", decision, came.decision());
        compare(differences, "rule", rule, came.rule());
        compare(differences, "code", code, came.code());
        compare(differences, "reason", reason, came.reason());
        compare(differences, "approval", approval, came.approval());
        if (rows != null && !Objects.equals(rows.most(), came.mostRows())) {
            differences.add(new Difference("rows", all(rows.most()), all(came.mostRows())));
        }
        if (masks != null && !covers(masks, came.masks())) {
            differences.add(new Difference("masks", masks.toString(), came.masks().toString()));
        }
        return differences;
    }

    private static boolean covers(Map<String, String> expected, Map<String, String> came) {
        return expected.keySet().equals(came.keySet())
                && expected.entrySet().stream()
                        .allMatch(
                                mask ->
                                        mask.getValue().equals(ANY)
                                                || mask.getValue().equals(came.get(mask.getKey())));
    }

    private static void compare(
            List<Difference> differences,
            String what,
            @Nullable Object expected,
            @Nullable Object came) {
        if (expected != null && !expected.equals(came)) {
            differences.add(new Difference(what, word(expected), word(came)));
        }
    }

    private static String all(@Nullable Long most) {
        return most == null ? "all" : most.toString();
    }

    private static String word(@Nullable Object value) {
        return value instanceof RuleDecision decision
                ? Came.word(decision)
                : Objects.toString(value, "none");
    }
}
