package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** A version of the service whose reader took what this one's refuses. */
public final class EarlierVersion {
    private EarlierVersion() {}

    /** Publishes a file of policies and has it decide. */
    public static Future<RevisionId> activates(
            EventStore store, PolicyDesk desk, Seals seals, PolicySource source) {
        var sources = List.of(source);
        var revision = History.id(sources);
        return desk.look()
                .compose(
                        now ->
                                store.appendTogether(
                                        PolicyDecider.STREAMS,
                                        now.sequence(),
                                        History.SELF,
                                        null,
                                        List.of(addition(now, seals, revision, sources))))
                .compose(_ -> desk.look())
                .map(revision);
    }

    private static Addition addition(
            Revisions now, Seals seals, RevisionId revision, List<PolicySource> sources) {
        return new Addition(
                PolicyDecider.stream(revision),
                Stream.<PolicyEvent>of(
                                new PolicyPublished(revision, sources, "rest", null, null),
                                new PolicyActivated(revision, now.activations() + 1, null, null))
                        .map(event -> seals.sign(event, History.SELF))
                        .toList());
    }
}
