package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RoleDocument;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.TargetDocument;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Decides as policy-service does, by the documents that the manual shows for a client; whoever asks
 * is the principal they are about, and asks about their target.
 */
public final class DocumentedPolicy implements PolicyDecisionPoint {
    private static final Path CONNECTING = Path.of("../../docs/connecting.md");
    private static final String EFFECTS = "  effects: [ read, session ]\n";
    private static final TargetName TARGET = new TargetName("crm");
    private static final Principal DUMPS =
            new Principal(
                    new PrincipalId("http://issuer", "backup-bot"),
                    "backup-bot",
                    PrincipalKind.SERVICE,
                    List.of(),
                    null);

    private final Rulebook rulebook;

    private DocumentedPolicy(String documents) {
        var grants = new HashMap<GrantId, GrantSpec>();
        var policies = new ArrayList<PolicyDocument>();
        for (var document : read(documents)) {
            switch (document) {
                case GrantDocument(var id, _, var spec) -> grants.put(id, spec);
                case PolicyDocument policy -> policies.add(policy);
                case RoleDocument _, TargetDocument _ -> throw new AssertionError(document);
            }
        }
        var revision = new Revision(revisionOf(documents), policies);
        rulebook = new Rulebook(revision, Map.of(TARGET, spec()), grants, 1);
    }

    /**
     * By what docs/connecting.md shows under the heading pg_dump.
     *
     * @param more rules and further fields of its policy
     */
    public static DocumentedPolicy ofConnecting(String more) throws IOException {
        return new DocumentedPolicy(shown("pg_dump") + more);
    }

    /** By what it shows under the heading Replication, with changes. */
    public static DocumentedPolicy ofReplication(UnaryOperator<String> changes) throws IOException {
        return new DocumentedPolicy(changes.apply(shown("Replication")));
    }

    /** By the same with a grant of other effects. */
    public static DocumentedPolicy ofConnectingCovering(String effects) throws IOException {
        return new DocumentedPolicy(
                shown("pg_dump").replace(EFFECTS, "  effects: " + effects + "\n"));
    }

    private static String shown(String heading) throws IOException {
        var page = Files.readString(CONNECTING);
        var section = page.substring(page.indexOf("\n### " + heading + "\n"));
        var start = section.indexOf("```yaml\n") + "```yaml\n".length();
        return section.substring(start, section.indexOf("```", start));
    }

    private static RevisionId revisionOf(String documents) {
        return new RevisionId(
                "sha256:" + HexFormat.of().toHexDigits((long) documents.hashCode()).repeat(4));
    }

    private static List<Document> read(String documents) {
        return new DocumentReader(_ -> Optional.empty())
                .read(List.of(new SourceFile("connecting.yaml", documents)));
    }

    private static TargetSpec spec() {
        return new TargetSpec(
                "postgres", "127.0.0.1", 1, "crm", "app", "env:X", "disable", Map.of(), List.of());
    }

    @Override
    public Future<Answer> decide(DecisionRequest request) {
        var approved = request.approved();
        var query =
                new DecisionQuery(
                        DUMPS,
                        TARGET,
                        request.session().id(),
                        request.command(),
                        request.facts(),
                        request.use(),
                        request.justification(),
                        request.tags(),
                        approved == null
                                ? null
                                : new DecisionQuery.Approved(approved.hold(), approved.terms()));
        var budget = new Budget(System::nanoTime, Duration.ofSeconds(30));
        var said = Evaluator.decide(rulebook, query, Instant.now(), budget);
        return Future.succeededFuture(
                new Answer(said.decision(), said.wantsEstimate(), said.onceReleased()));
    }
}
