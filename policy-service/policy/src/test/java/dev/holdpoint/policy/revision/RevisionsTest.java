package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionsTest {
    private static final RevisionId FILED = new RevisionId("sha256:f");
    private static final RevisionId OTHER = new RevisionId("sha256:0");
    private static final PolicyDraft NONE = new PolicyDraft(new RevisionId("sha256:e"), List.of());

    @Test
    void an_empty_directory_would_lose_what_it_filed_last() {
        assertThat(active(Origin.FILE, FILED).wouldBeLostTo(NONE)).isTrue();
        assertThat(active(Origin.REST, FILED).wouldBeLostTo(NONE)).isTrue();
    }

    @Test
    void it_loses_none_that_it_did_not_file_last_nor_does_one_with_policies() {
        var some = new PolicyDraft(OTHER, List.of(new PolicySource("a.yaml", "kind: Policy")));

        assertThat(active(Origin.REST, OTHER).wouldBeLostTo(NONE)).isFalse();
        assertThat(active(Origin.FILE, OTHER).wouldBeLostTo(NONE)).isFalse();
        assertThat(active(Origin.FILE, FILED).wouldBeLostTo(some)).isFalse();
    }

    private static Revisions active(String origin, RevisionId filed) {
        var now = Instant.parse("2026-11-21T12:00:00Z");
        var actor = Actor.service("policy-service");
        var known =
                new KnownRevision(
                        FILED,
                        1,
                        List.of(),
                        origin,
                        actor,
                        List.of(),
                        now,
                        true,
                        KnownRevision.State.ACTIVE,
                        now,
                        actor);
        return new Revisions(
                List.of(known), FILED, null, null, filed, Set.of(), 1, false, false, 7);
    }
}
