package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RiskEntry;
import dev.holdpoint.policy.language.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Draws policies, grants and commands at random; the same seed draws the same. */
public final class Drawing extends Dice {
    public static final TargetName OTHER = new TargetName("other");

    private static final List<Effect> EFFECTS = List.of(Effect.values());
    private static final List<Effect> GRANTABLE =
            EFFECTS.stream().filter(effect -> effect != Effect.UNKNOWN).toList();
    private static final List<Principal> PRINCIPALS =
            List.of(
                    Asking.ALICE,
                    Asking.BOB,
                    Asking.AGENT,
                    Asking.DEPLOY_BOT,
                    Asking.human("mallory", "engineers"));
    private static final List<String> TABLES =
            List.of("public.customers", "public.orders", "orders", "pg_class");
    private static final List<String> COLUMNS =
            List.of("public.customers.email", "public.orders.amount", "email", "*");
    private static final List<Instant> ENDS =
            List.of(NOON.minusSeconds(1), NOON, NOON.plusSeconds(1), NOON.plusSeconds(9_000));

    private int commands;

    public Drawing(long seed) {
        super(seed);
    }

    /** Some of the pool's policies, each with some of its rules, and some grants. */
    public Rulebook rulebook() {
        var grants = new HashMap<GrantId, GrantSpec>();
        for (int i = 0; i < random.nextInt(4); i++) {
            grants.put(new GrantId("g-" + i), grant());
        }
        if (random.nextInt(3) > 0) {
            grants.put(new GrantId("everything"), Asking.everything());
        }
        return new Rulebook(
                new Revision(new RevisionId("sha256:1"), policies()),
                Map.of(PAYMENTS, Asking.TARGET, OTHER, Asking.TARGET),
                grants,
                1);
    }

    /** The same, where all but mallory have every grant on the target that is asked for most. */
    public Rulebook ungrudging() {
        var drawn = rulebook();
        return new Rulebook(
                drawn.revision(),
                drawn.targets(),
                Map.of(new GrantId("everything"), Asking.everything()),
                1);
    }

    private List<PolicyDocument> policies() {
        var all = new ArrayList<PolicyDocument>();
        for (var pool : some(PolicyPool.POLICIES, 3)) {
            all.add(
                    new PolicyDocument(
                            pool.name(),
                            pool.place(),
                            pool.targets(),
                            some(pool.rules(), 6),
                            some(pool.masks(), 4),
                            some(pool.risk(), 5),
                            pool.recording(),
                            oneIn(3) ? rows() + 1 : null,
                            List.of()));
        }
        return all;
    }

    /** A rule of the pool that the rulebook does not have. */
    public Rule rule(PolicyDocument of) {
        var pool =
                PolicyPool.POLICIES.stream()
                        .filter(policy -> policy.name().equals(of.name()))
                        .findFirst()
                        .orElseThrow();
        var free = pool.rules().stream().filter(rule -> !of.rules().contains(rule)).toList();
        return one(free);
    }

    /** The same rulebook with every list of its documents in another order. */
    public Rulebook shuffled(Rulebook rulebook) {
        var policies =
                shuffled(
                        policies(rulebook).stream()
                                .map(
                                        policy ->
                                                new PolicyDocument(
                                                        policy.name(),
                                                        policy.place(),
                                                        policy.targets(),
                                                        shuffled(policy.rules()),
                                                        shuffled(policy.masks()),
                                                        shuffled(policy.risk()),
                                                        policy.recording(),
                                                        policy.mostRows(),
                                                        List.of()))
                                .toList());
        return with(rulebook, policies);
    }

    /** Anything that could be asked, but not at the release of a hold. */
    public DecisionQuery query() {
        return new DecisionQuery(
                one(PRINCIPALS),
                random.nextInt(8) == 0 ? OTHER : PAYMENTS,
                new SessionId("s-" + random.nextInt(100)),
                new CommandId("c-" + commands++),
                facts(),
                use(),
                justification(),
                tags(),
                null);
    }

    /** A command all of which was understood, with a justification. */
    public DecisionQuery understood() {
        var query = query();
        while (query.facts().effects().contains(Effect.UNKNOWN)) {
            query = query();
        }
        return with(query, query.facts(), query.use(), "ticket 4711", query.tags());
    }

    /** The same command once a hold, with terms of any rule, was released. */
    public DecisionQuery released(DecisionQuery query) {
        var terms =
                PolicyPool.POLICIES.getFirst().rules().stream()
                        .map(Rule::terms)
                        .filter(Objects::nonNull)
                        .toList();
        return Asking.released(query, one(terms));
    }

    /** Another command, equal in the given inputs and in what every answer depends on. */
    public DecisionQuery alike(DecisionQuery query, Set<Input> inputs) {
        var was = query.use();
        var use =
                new SessionUse(
                        was.applicationName(),
                        was.clientAddress(),
                        inputs.contains(Input.COMMANDS_LAST_MINUTE)
                                ? was.commandsLastMinute()
                                : random.nextInt(20),
                        inputs.contains(Input.ROWS_RETURNED)
                                ? was.rowsReturned()
                                : random.nextInt(200),
                        inputs.contains(Input.ROWS_WRITTEN)
                                ? was.rowsWritten()
                                : random.nextInt(200));
        return new DecisionQuery(
                query.principal(),
                query.target(),
                new SessionId("s-" + random.nextInt(100)),
                new CommandId("c-" + commands++),
                query.facts(),
                use,
                inputs.contains(Input.JUSTIFICATION) ? query.justification() : justification(),
                inputs.contains(Input.TAGS) ? query.tags() : tags(),
                null);
    }

    /** The rulebook's policies. */
    public static List<PolicyDocument> policies(Rulebook rulebook) {
        return Objects.requireNonNull(rulebook.revision()).policies();
    }

    /** The same rulebook with other policies. */
    public static Rulebook with(Rulebook rulebook, List<PolicyDocument> policies) {
        return new Rulebook(
                new Revision(rulebook.revisionId(), policies),
                rulebook.targets(),
                rulebook.grants(),
                rulebook.number());
    }

    /** The same rulebook with other rules in its policies. */
    public static Rulebook ruled(Rulebook rulebook, UnaryOperator<List<Rule>> rules) {
        return with(
                rulebook,
                policies(rulebook).stream()
                        .map(policy -> ruled(policy, rules.apply(policy.rules())))
                        .toList());
    }

    /** The same rule, offering what is beyond grants or not. */
    public static Rule offering(Rule rule, boolean beyondGrant) {
        return new Rule(
                rule.id(),
                rule.decision(),
                rule.match(),
                rule.when(),
                rule.reason(),
                rule.wantsJustification(),
                rule.terms(),
                rule.mostRows(),
                beyondGrant);
    }

    /** The same policy with other rules. */
    public static PolicyDocument ruled(PolicyDocument policy, List<Rule> rules) {
        return new PolicyDocument(
                policy.name(),
                policy.place(),
                policy.targets(),
                rules,
                policy.masks(),
                policy.risk(),
                policy.recording(),
                policy.mostRows(),
                List.of());
    }

    /** The same policy with other risk entries. */
    public static PolicyDocument scored(PolicyDocument policy, List<RiskEntry> risk) {
        return new PolicyDocument(
                policy.name(),
                policy.place(),
                policy.targets(),
                policy.rules(),
                policy.masks(),
                risk,
                policy.recording(),
                policy.mostRows(),
                List.of());
    }

    /** The same question about another command, or asked in another state. */
    public static DecisionQuery with(
            DecisionQuery query,
            CommandFacts facts,
            SessionUse use,
            @Nullable String justification,
            Map<String, String> tags) {
        return new DecisionQuery(
                query.principal(),
                query.target(),
                query.session(),
                query.command(),
                facts,
                use,
                justification,
                tags,
                query.approved());
    }

    private GrantSpec grant() {
        return new GrantSpec(
                some(List.of("alice", "bob", "deploy-bot", "mallory"), 2),
                some(List.of("agents", "engineers", "dba"), 2),
                random.nextBoolean() ? List.of(PAYMENTS) : List.of(),
                random.nextBoolean() ? Map.of("data", "payments") : Map.of(),
                some(GRANTABLE, 4),
                "carol",
                end(),
                end(),
                "file",
                null,
                oneIn(4) ? one(PRINCIPALS).id() : null,
                null);
    }

    private @Nullable Instant end() {
        return oneIn(2) ? null : one(ENDS);
    }

    private CommandFacts facts() {
        var effects = some(GRANTABLE.subList(0, 5), 2);
        return new CommandFacts(
                List.of(one(List.of("SELECT", "UPDATE", "X"))),
                effects.isEmpty() ? List.of(oneIn(4) ? Effect.UNKNOWN : one(EFFECTS)) : effects,
                some(TABLES, 2),
                some(TABLES, 1),
                some(COLUMNS, 2),
                some(COLUMNS, 1),
                some(COLUMNS, 1),
                some(COLUMNS, 1),
                some(List.of("pg_sleep", "now"), 1),
                random.nextBoolean(),
                random.nextBoolean(),
                null,
                "f");
    }

    private SessionUse use() {
        return new SessionUse(
                random.nextBoolean() ? "psql" : "app",
                random.nextBoolean() ? "127.0.0.1" : "10.0.0.7",
                random.nextInt(20),
                random.nextInt(200),
                random.nextInt(200));
    }

    private @Nullable String justification() {
        return oneIn(4) ? null : one(List.of(" ", "ticket 4711", "because"));
    }

    private Map<String, String> tags() {
        return one(List.of(Map.of(), Map.of("team", "red"), Map.of("team", "blue")));
    }
}
