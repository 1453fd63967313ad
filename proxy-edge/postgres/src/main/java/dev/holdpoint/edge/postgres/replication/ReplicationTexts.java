package dev.holdpoint.edge.postgres.replication;

import dev.holdpoint.edge.postgres.inputs.OwnSetting;
import dev.holdpoint.edge.session.Replication;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.catalogue.Basis;
import java.util.Optional;

/** What the texts of a session are, by what it may have streamed. */
public record ReplicationTexts(Replication session) {
    /** Of a text that is no SQL there; empty for SQL. */
    public Optional<Analysis> command(String text, Basis basis) {
        return session.isAsked() ? ReplicationGrammar.read(text, basis) : Optional.empty();
    }

    /** What SQL is there: for physical replication, nothing but what the edge itself answers. */
    public Analysis sql(Analysis analysis) {
        return session != Replication.PHYSICAL
                        || OwnSetting.of(analysis).isPresent()
                        || isEmpty(analysis)
                ? analysis
                : new Analysis.NotUnderstood(
                        CommandFacts.of("UNKNOWN", Effect.UNKNOWN),
                        analysis.recordableText(),
                        "a session for physical replication takes replication commands only");
    }

    private static boolean isEmpty(Analysis analysis) {
        return analysis instanceof Analysis.Understood understood
                && understood.facts().kinds().isEmpty();
    }
}
