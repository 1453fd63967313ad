package dev.holdpoint.policy.language;

import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.policy.language.clause.ApprovalReader;
import dev.holdpoint.policy.language.clause.MaskReader;
import dev.holdpoint.policy.language.clause.MatchReader;
import dev.holdpoint.policy.language.clause.OfferReader;
import dev.holdpoint.policy.language.clause.RequestableReader;
import dev.holdpoint.policy.language.clause.RiskReader;
import dev.holdpoint.policy.language.clause.SelectorReader;
import dev.holdpoint.policy.language.condition.Condition;
import dev.holdpoint.policy.language.condition.Environment;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads documents of kind Policy. */
final class PolicyReader {
    private static final String LIMITS = "limits";
    private static final List<String> SPEC =
            List.of("targets", "rules", "masks", "risk", "recording", LIMITS, "requests");
    private static final List<String> RULE =
            List.of(
                    "name",
                    "decide",
                    "match",
                    "when",
                    "justification",
                    "approval",
                    "reason",
                    LIMITS,
                    OfferReader.FIELD);

    private static final long MAX_ROWS = 1_000_000_000;

    private PolicyReader() {}

    static PolicyDocument read(String name, Fields top) {
        var spec = top.child("spec", SPEC);
        var risk = RiskReader.read(name, spec);
        var rules =
                spec.children("rules", RULE).stream()
                        .map(rule -> rule(name, rule, !risk.isEmpty()))
                        .toList();
        if (rules.isEmpty()) {
            throw spec.wrong("rules", "The policy has no rules.", "Add rules, or delete the file.");
        }
        checkNames(spec, rules);
        return new PolicyDocument(
                name,
                top.place(),
                SelectorReader.read(spec.child("targets", SelectorReader.FIELDS)),
                rules,
                MaskReader.read(name, spec),
                risk,
                spec.optionalText("recording")
                        .map(level -> level.choice(RecordingLevel.class))
                        .orElse(RecordingLevel.STATEMENTS),
                mostRows(spec),
                RequestableReader.read(name, spec));
    }

    private static Rule rule(String policy, Fields rule, boolean scored) {
        var decision = rule.text("decide").choice(RuleDecision.class);
        var match = MatchReader.read(decision, rule);
        return new Rule(
                policy + "/" + DocumentReader.name(rule.text("name")),
                decision,
                match,
                rule.optionalText("when")
                        .map(when -> condition(when, Environment.of(match.protocols()), scored))
                        .orElse(null),
                rule.optionalText("reason").map(Text::value).orElse(""),
                wantsJustification(decision, rule),
                terms(decision, rule),
                mostRows(decision, rule),
                OfferReader.read(decision, match, rule));
    }

    private static @Nullable Long mostRows(RuleDecision decision, Fields rule) {
        if (rule.has(LIMITS) && decision != RuleDecision.ALLOW) {
            throw rule.wrong(
                    LIMITS,
                    "Only a rule that allows has limits.",
                    "Write decide: allow, or limits: { rows: 1000 } beside rules, for all of them.");
        }
        return mostRows(rule);
    }

    private static @Nullable Long mostRows(Fields fields) {
        return fields.optionalChild(LIMITS, List.of("rows"))
                .map(limits -> limits.text("rows").count(1, MAX_ROWS))
                .orElse(null);
    }

    private static Condition condition(Text when, Environment environment, boolean scored) {
        return scored
                ? Condition.withRisk(when, environment)
                : Condition.withoutRisk(when, environment);
    }

    private static boolean wantsJustification(RuleDecision decision, Fields rule) {
        var justification = rule.optionalText("justification");
        if (justification.isPresent() && decision == RuleDecision.DENY) {
            throw justification
                    .get()
                    .wrong(
                            "No justification changes a deny.",
                            "Remove justification, or write decide: allow or hold.");
        }
        return justification.map(ApprovalReader::required).orElse(false);
    }

    private static @Nullable HoldTerms terms(RuleDecision decision, Fields rule) {
        Optional<Fields> approval = rule.optionalChild("approval", ApprovalReader.FIELDS);
        if (decision == RuleDecision.HOLD) {
            return ApprovalReader.read(
                    approval.orElseThrow(
                            () ->
                                    rule.wrong(
                                            "decide",
                                            "A rule that holds must say who may release.",
                                            "Add approval: { from: [ { group: dba, votes: 1 } ],"
                                                    + " expires: 15m }.")));
        }
        if (approval.isPresent()) {
            throw rule.wrong(
                    "approval",
                    "Only a rule that holds has an approval.",
                    "Write decide: hold, or remove approval.");
        }
        return null;
    }

    private static void checkNames(Fields spec, List<Rule> rules) {
        var seen = new HashSet<String>();
        for (var rule : rules) {
            if (!seen.add(rule.id())) {
                throw spec.wrong(
                        "rules",
                        "The rule " + rule.id() + " is there twice.",
                        "Give each rule a name of its own; decisions are recorded by it.");
            }
        }
    }
}
