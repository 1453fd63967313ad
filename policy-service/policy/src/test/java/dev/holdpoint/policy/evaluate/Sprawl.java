package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.Recipient;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.Glob;
import dev.holdpoint.policy.match.PrincipalMatch;
import dev.holdpoint.policy.match.Protocol;
import dev.holdpoint.policy.match.RuleMatch;
import dev.holdpoint.policy.match.TargetSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws many grants and policies for several targets; the same seed draws the same. */
final class Sprawl {
    private static final int MANY = 60;
    private static final List<TargetName> TARGETS =
            List.of("payments", "other", "crm", "crm-eu", "pay").stream()
                    .map(TargetName::new)
                    .toList();
    private static final List<Map<String, String>> LABELS =
            List.of(
                    Map.of(),
                    Map.of("data", "payments"),
                    Map.of("data", "crm"),
                    Map.of("data", "payments", "region", "eu"));
    private static final List<List<Glob>> NAMES =
            List.of(
                    List.of(),
                    List.of(new Glob("payments")),
                    List.of(new Glob("crm*")),
                    List.of(new Glob("pay"), new Glob("other")),
                    List.of(new Glob("crm"), new Glob("*-eu")));
    private static final List<String> PROTOCOLS = List.of("postgres", "postgres", "http", "odd");

    private final Drawing drawing;

    Sprawl(long seed) {
        drawing = new Drawing(seed);
    }

    Rulebook rulebook() {
        var targets = new HashMap<TargetName, TargetSpec>();
        TARGETS.forEach(name -> targets.put(name, target()));
        var grants = new HashMap<GrantId, GrantSpec>();
        var policies = new ArrayList<PolicyDocument>();
        while (grants.size() < MANY) {
            var drawn = drawing.rulebook();
            drawn.grants()
                    .values()
                    .forEach(spec -> grants.put(new GrantId("g-" + grants.size()), on(spec)));
            Drawing.policies(drawn).forEach(policy -> policies.add(sprawling(policy)));
        }
        return new Rulebook(new Revision(new RevisionId("sha256:1"), policies), targets, grants, 1);
    }

    /** A command on any of the targets; now and then one of which nothing is known. */
    DecisionQuery query() {
        var query = drawing.query();
        return new DecisionQuery(
                query.principal(),
                drawing.one(TARGETS),
                query.session(),
                query.command(),
                drawing.oneIn(20) ? Asking.command("X") : query.facts(),
                query.use(),
                query.justification(),
                query.tags(),
                null);
    }

    private TargetSpec target() {
        return new TargetSpec(
                drawing.one(PROTOCOLS),
                "127.0.0.1",
                5432,
                "payments",
                "app",
                "env:PAYMENTS",
                "disable",
                drawing.one(LABELS),
                List.of());
    }

    private GrantSpec on(GrantSpec spec) {
        return new GrantSpec(
                spec.subjects(),
                spec.groups(),
                List.of(drawing.one(TARGETS)),
                drawing.one(LABELS),
                spec.effects(),
                spec.owner(),
                spec.expiresAt(),
                spec.reviewBy(),
                spec.origin(),
                spec.role(),
                spec.issuedBy(),
                drawing.one(List.of(true, false)) ? recipient() : null);
    }

    private Recipient recipient() {
        return Recipient.of(drawing.query().principal());
    }

    private PolicyDocument sprawling(PolicyDocument policy) {
        return new PolicyDocument(
                policy.name(),
                policy.place(),
                new TargetSelector(drawing.one(NAMES), drawing.one(LABELS)),
                policy.rules().stream().map(this::sprawling).toList(),
                policy.masks(),
                policy.risk(),
                policy.recording(),
                policy.mostRows(),
                policy.requests());
    }

    private Rule sprawling(Rule rule) {
        var match = rule.match();
        var who = match.principal();
        return rule.matching(
                new RuleMatch(
                        drawing.oneIn(4)
                                ? new PrincipalMatch(
                                        Set.of(drawing.one(List.of(PrincipalKind.values()))),
                                        who.groups(),
                                        who.subjects())
                                : who,
                        drawing.oneIn(6) ? Set.of() : match.effects(),
                        match.relations(),
                        match.columns(),
                        match.functions(),
                        match.kinds(),
                        drawing.oneIn(4)
                                ? Set.of(drawing.one(List.of(Protocol.values())))
                                : match.protocols()));
    }
}
