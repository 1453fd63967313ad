package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.DecisionQuery.Approved;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import dev.holdpoint.policy.register.Described;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Principals, commands and rulebooks to ask about. */
public final class Asking {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final TargetName PAYMENTS = new TargetName("payments");
    public static final String ISSUER = "http://localhost:18081";
    public static final Principal ALICE = human("alice", "engineers");
    public static final Principal BOB = human("bob", "dba");
    public static final Principal DEPLOY_BOT =
            new Principal(
                    new PrincipalId(ISSUER, "deploy-bot"),
                    "deploy-bot",
                    PrincipalKind.SERVICE,
                    List.of("ci"),
                    null);
    public static final Principal AGENT =
            new Principal(
                    new PrincipalId(ISSUER, "support-agent"),
                    "support-agent",
                    PrincipalKind.AGENT,
                    List.of("agents"),
                    ALICE.id());
    public static final TargetSpec TARGET =
            new TargetSpec(
                    "postgres",
                    "127.0.0.1",
                    5432,
                    "payments",
                    "app",
                    "env:PAYMENTS",
                    "disable",
                    Map.of("data", "payments"),
                    List.of());

    /** The hold of {@link #released}. */
    public static final HoldId HOLD = new HoldId("h-1");

    private Asking() {}

    public static Principal human(String name, String... groups) {
        return new Principal(
                new PrincipalId(ISSUER, name), name, PrincipalKind.HUMAN, List.of(groups), null);
    }

    public static CommandFacts command(String kind, Effect... effects) {
        return command(kind, Arrays.asList(effects), List.of("public.customers"));
    }

    /** A SELECT from so many tables. */
    public static CommandFacts reading(int tables, IntFunction<String> name) {
        var names = IntStream.range(0, tables).mapToObj(name).toList();
        return command("SELECT", List.of(Effect.READ), names);
    }

    private static CommandFacts command(String kind, List<Effect> effects, List<String> reads) {
        return new CommandFacts(
                List.of(kind),
                effects,
                reads,
                List.of(),
                List.of("id"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                false,
                null,
                "f");
    }

    /** The same command once a hold was released. */
    public static DecisionQuery released(DecisionQuery query, HoldTerms terms) {
        return about(query, query.justification(), query.tags(), new Approved(HOLD, terms));
    }

    /** The same command, asked about before anybody approved it. */
    public static DecisionQuery asked(DecisionQuery query) {
        return about(query, query.justification(), query.tags(), null);
    }

    /** The same command by other words of its client. */
    public static DecisionQuery told(
            DecisionQuery query, @Nullable String justification, Map<String, String> tags) {
        return about(query, justification, tags, null);
    }

    private static DecisionQuery about(
            DecisionQuery query,
            @Nullable String justification,
            Map<String, String> tags,
            @Nullable Approved approved) {
        return new DecisionQuery(
                query.principal(),
                query.target(),
                query.session(),
                query.command(),
                query.facts(),
                query.use(),
                justification,
                tags,
                approved);
    }

    public static DecisionQuery query(Principal who, CommandFacts facts) {
        return query(who, facts, null);
    }

    public static DecisionQuery query(
            Principal who, CommandFacts facts, @Nullable HoldTerms approved) {
        return new DecisionQuery(
                who,
                PAYMENTS,
                new SessionId("s-1"),
                new CommandId("c-1"),
                facts,
                new SessionUse("", "127.0.0.1", 0, 0, 0),
                null,
                Map.of(),
                approved == null ? null : new Approved(new HoldId("h-1"), approved));
    }

    /** Alice reads, in a session that was used like this. */
    public static DecisionQuery query(CommandFacts facts, SessionUse use) {
        return new DecisionQuery(
                ALICE,
                PAYMENTS,
                new SessionId("s-1"),
                new CommandId("c-1"),
                facts,
                use,
                null,
                Map.of(),
                null);
    }

    public static Decision decide(Rulebook rulebook, DecisionQuery query) {
        return Evaluator.decide(rulebook, query, NOON, ample()).decision();
    }

    public static Explanation explain(Rulebook rulebook, DecisionQuery query) {
        return Evaluator.explain(rulebook, query, ProtocolFacts.NONE, NOON, ample());
    }

    public static Budget ample() {
        return new Budget(System::nanoTime, Duration.ofSeconds(30));
    }

    /** A rulebook of one policy with these rules, where everybody has every grant. */
    public static Rulebook rules(String... rules) {
        return policy("rules:\n" + indented(rules));
    }

    public static Rulebook policy(String spec) {
        return rulebook(List.of(source(spec)), everything());
    }

    public static Rulebook rulebook(List<SourceFile> policies, GrantSpec grant) {
        return new Rulebook(
                new Revision(new RevisionId("sha256:1"), DocumentReader.policies(policies)),
                Map.of(PAYMENTS, TARGET),
                Map.of(new GrantId("everything"), grant),
                1);
    }

    /** A grant on {@link #PAYMENTS} without an end, from a document. */
    public static GrantSpec grant(
            List<String> subjects, List<String> groups, List<Effect> effects) {
        return grant(subjects, groups, effects, "file");
    }

    public static GrantSpec grant(
            List<String> subjects, List<String> groups, List<Effect> effects, String origin) {
        return new GrantSpec(
                subjects,
                groups,
                List.of(PAYMENTS),
                Map.of(),
                effects,
                "carol",
                null,
                null,
                origin,
                null,
                null,
                null);
    }

    /** A rulebook of whole documents, as the service makes it of a directory. */
    public static Rulebook rulebook(List<Document> documents) {
        var described = Described.in(documents);
        return new Rulebook(
                new Revision(new RevisionId("sha256:1"), described.policies()),
                described.targets(),
                described.grants(),
                1);
    }

    public static SourceFile source(String spec) {
        return source("test", spec);
    }

    public static SourceFile source(String name, String spec) {
        var head =
                "apiVersion: holdpoint.dev/v1\nkind: Policy\nmetadata: { name: %s }\nspec:\n"
                        .formatted(name);
        return new SourceFile(
                name + ".yaml", head + ("targets: { names: [ \"*\" ] }\n" + spec).indent(2));
    }

    public static GrantSpec everything() {
        var effects = Arrays.stream(Effect.values()).filter(e -> e != Effect.UNKNOWN).toList();
        return grant(effects, null, null);
    }

    public static GrantSpec grant(
            List<Effect> effects, @Nullable Instant expiresAt, @Nullable Instant reviewBy) {
        return new GrantSpec(
                List.of("alice", "bob", "deploy-bot"),
                List.of("agents"),
                List.of(PAYMENTS),
                Map.of(),
                effects,
                "carol",
                expiresAt,
                reviewBy,
                "file",
                null,
                null,
                null);
    }

    public static DocumentReader reader() {
        return new DocumentReader(
                key -> Optional.ofNullable(Map.of("holdpoint.state-dir", "/state").get(key)));
    }

    private static String indented(String... rules) {
        var text = new StringBuilder();
        for (var rule : rules) {
            text.append("  - ").append(rule).append('\n');
        }
        return text.toString();
    }

    /** The demo's files. */
    public static List<SourceFile> demo() {
        try (var files = Files.list(Path.of("../../deploy/policies/demo"))) {
            return files.filter(Files::isRegularFile).sorted().map(Asking::source).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFile source(Path path) {
        try {
            return new SourceFile(path.getFileName().toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
