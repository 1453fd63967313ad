package dev.holdpoint.policy.propose;

import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.propose.Proposed.NarrowedRule;
import dev.holdpoint.policy.simulate.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A proposal keeps whatever was used, and gives nobody anything they had not. */
class ProposalPropertyTest {
    private static final List<Effect> EFFECTS =
            List.of(Effect.READ, Effect.WRITE, Effect.SESSION, Effect.DDL);
    private static final List<String> TABLES =
            List.of(
                    "public.customers",
                    "public.orders",
                    "Odd \"na\u00efve\" name",
                    "a*b",
                    " padded");
    private static final List<String> KINDS = List.of("SELECT", "UPDATE", "INSERT", "set");
    private static final List<Principal> PRINCIPALS =
            List.of(Asking.ALICE, Asking.BOB, Asking.AGENT, Asking.DEPLOY_BOT);

    @Property(tries = 200)
    void it_keeps_what_was_used_and_is_never_wider(@ForAll long seed) {
        var random = new Random(seed);
        var source = Asking.source(policy(random));
        var rulebook = rulebook(source, random);
        var recording = new Recording();
        for (int i = 0; i < 30; i++) {
            recording.later(Duration.ofMinutes(random.nextInt(60)));
            var query = recording.query(who(random), facts(random));
            recording.add(query, decide(rulebook, query, recording.now()));
        }
        var made = new Proposing(rulebook, recording);

        var proof = made.proof();
        assertThat(proof.keeps()).as(proof.toString()).isTrue();
        assertThat(proof.notEvaluable()).isZero();
        var narrowed = made.proposal().over(rulebook);
        for (int i = 0; i < 30; i++) {
            var query = Asking.query(who(random), facts(random));
            var before = Asking.decide(rulebook, query);
            var after = Asking.decide(narrowed, query);
            assertThat(strictness(after)).isGreaterThanOrEqualTo(strictness(before));
        }
    }

    @Property(tries = 200)
    void what_is_to_be_published_is_what_was_proven(@ForAll long seed) {
        var random = new Random(seed);
        var source = Asking.source(policy(random));
        var rulebook = rulebook(source, random);
        var recording = new Recording();
        for (int i = 0; i < 20; i++) {
            recording.decide(rulebook, who(random), facts(random));
        }
        var made = new Proposing(rulebook, recording);

        var published = published(rulebook, source, made);
        var proven = made.proposal().over(rulebook);
        for (int i = 0; i < 30; i++) {
            var query = Asking.query(who(random), facts(random));
            assertThat(strictness(Asking.decide(published, query)))
                    .isEqualTo(strictness(Asking.decide(proven, query)));
        }
    }

    private static Decision decide(Rulebook rulebook, DecisionQuery query, Instant at) {
        return Evaluator.decide(rulebook, query, at, Asking.ample()).decision();
    }

    /** As it is once the documents are published and what nobody used is removed. */
    private static Rulebook published(Rulebook rulebook, SourceFile source, Proposing made) {
        var policy = source;
        var grants = new HashMap<>(rulebook.grants());
        made.proposer().grants().stream()
                .filter(Proposed.NarrowedGrant::unused)
                .forEach(grant -> grants.remove(new GrantId(grant.grant())));
        for (var file : made.proposer().documents(List.of(source))) {
            var text = new SourceFile(file.name(), file.text());
            if (file.name().equals(source.name())) {
                policy = text;
            } else {
                var grant = (GrantDocument) Asking.reader().read(List.of(text)).getFirst();
                grants.put(grant.grant(), grant.spec());
            }
        }
        return new Rulebook(used(policy, made), rulebook.targets(), grants, 1);
    }

    private static Revision used(SourceFile policy, Proposing made) {
        var unused =
                made.proposer().rules().stream()
                        .filter(NarrowedRule::unused)
                        .map(NarrowedRule::rule)
                        .toList();
        var one = DocumentReader.policies(List.of(policy)).getFirst();
        var left =
                new PolicyDocument(
                        one.name(),
                        one.place(),
                        one.targets(),
                        one.rules().stream().filter(rule -> !unused.contains(rule.id())).toList(),
                        one.masks(),
                        one.risk(),
                        one.recording(),
                        one.mostRows(),
                        List.of());
        return new Revision(new RevisionId("published"), List.of(left));
    }

    private static int strictness(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> 0;
            case Decision.Hold _ -> 1;
            case Decision.Deny _ -> 2;
        };
    }

    private static Principal who(Random random) {
        return PRINCIPALS.get(random.nextInt(PRINCIPALS.size()));
    }

    private static CommandFacts facts(Random random) {
        var effects = EnumSet.of(EFFECTS.get(random.nextInt(EFFECTS.size())));
        effects.add(EFFECTS.get(random.nextInt(2)));
        return new CommandFacts(
                some(KINDS, random),
                List.copyOf(effects),
                some(TABLES, random),
                some(TABLES, random),
                List.of("id"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                random.nextBoolean(),
                false,
                null,
                "f");
    }

    private static List<String> some(List<String> all, Random random) {
        return all.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }

    private static Rulebook rulebook(SourceFile policy, Random random) {
        var one = Asking.rulebook(List.of(policy), Asking.everything());
        var grants = new HashMap<GrantId, GrantSpec>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            grants.put(new GrantId("g" + i), grant(random));
        }
        return new Rulebook(one.revision(), one.targets(), grants, 1);
    }

    private static GrantSpec grant(Random random) {
        boolean named = random.nextBoolean();
        return new GrantSpec(
                List.of("alice", "deploy-bot"),
                random.nextBoolean() ? List.of("agents", "dba") : List.of(),
                named ? List.of(PAYMENTS) : List.of(),
                named ? Map.of() : Map.of("data", "payments"),
                EFFECTS.subList(0, 1 + random.nextInt(EFFECTS.size())),
                "carol",
                Asking.NOON.plus(Duration.ofDays(random.nextInt(3))).plusNanos(1),
                null,
                "file",
                null,
                null,
                null);
    }

    private static String policy(Random random) {
        var rules = new ArrayList<String>();
        rules.add("# what nobody edits stays: \uD83D\uDD12\nrules:\n");
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            rules.add(random.nextBoolean() ? block(i, random) : flow(i, random));
        }
        return String.join("", rules);
    }

    private static String flow(int number, Random random) {
        return "  - { name: r%d, decide: allow, match: { %s }%s } # %d%n"
                .formatted(number, String.join(", ", match(random)), further(random), number)
                .replace(System.lineSeparator(), "\n");
    }

    private static String block(int number, Random random) {
        var text = new StringBuilder("  - name: r%d\n    match:\n".formatted(number));
        match(random).forEach(field -> text.append("      ").append(field).append('\n'));
        text.append("    # between\n    decide: ");
        return random.nextInt(4) == 0
                ? text + "hold\n    approval: { from: [ { group: dba } ], expires: 5m }\n"
                : text + "allow\n";
    }

    private static String further(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> ", justification: required";
            case 1 -> ", when: statement.hasWhere";
            default -> "";
        };
    }

    private static List<String> match(Random random) {
        var fields = new ArrayList<String>();
        var effects = EFFECTS.subList(0, 1 + random.nextInt(EFFECTS.size()));
        fields.add(
                "effects: [ %s ]"
                        .formatted(
                                String.join(
                                        ", ",
                                        effects.stream()
                                                .map(e -> e.name().toLowerCase(Locale.ROOT))
                                                .toList())));
        if (random.nextInt(3) == 0) {
            fields.add("principal: { kind: [ agent, human ], subjects: [ alice, support-agent ] }");
        }
        if (random.nextInt(3) == 0) {
            fields.add("tables: [ \"public.*\", \"Odd*\" ]");
        }
        if (random.nextInt(3) == 0) {
            fields.add("kinds: [ select, Update ]");
        }
        return fields;
    }
}
