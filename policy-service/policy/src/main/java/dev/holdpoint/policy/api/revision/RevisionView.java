package dev.holdpoint.policy.api.revision;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.api.replay.SimulateRequest;
import dev.holdpoint.policy.revision.KnownRevision;
import dev.holdpoint.policy.revision.Proposal;
import dev.holdpoint.policy.revision.RevisionDiff;
import dev.holdpoint.policy.revision.RevisionDiff.FileDiff;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A revision.
 *
 * @param revision {@code sha256:} and the digest of its documents
 * @param number the how many-eth revision it is
 * @param state {@code published}, {@code active}, {@code shadow} or {@code retired}
 * @param origin {@code file} or {@code rest}
 * @param publishedBy issuer, {@code #} and subject, or a service's name
 * @param signed whether policy-service's key vouches for it
 * @param changedBy who brought it into its state
 * @param files the names of its documents' files
 * @param unreadable of one that is asked, active or shadow: where and why this version cannot read
 *     it; null if it can
 */
public record RevisionView(
        String revision,
        long number,
        String state,
        String origin,
        String publishedBy,
        Instant publishedAt,
        boolean signed,
        String changedBy,
        Instant changedAt,
        List<String> files,
        @Nullable String unreadable) {
    static RevisionView of(KnownRevision known, Map<RevisionId, String> unreadable) {
        return new RevisionView(
                known.id().value(),
                known.number(),
                known.state().name().toLowerCase(Locale.ROOT),
                known.origin(),
                name(known.publisher()),
                known.publishedAt(),
                known.signed(),
                name(known.changer()),
                known.changedAt(),
                known.sources().stream().map(PolicySource::name).toList(),
                unreadable.get(known.id()));
    }

    private static String name(Actor actor) {
        return actor.issuer() == null ? actor.subject() : actor.issuer() + "#" + actor.subject();
    }

    /**
     * Revisions.
     *
     * @param next cursor of what follows, or null at the end
     * @param rollsBackTo the revision that decided before the active one, on whatever page it is;
     *     null if none did
     * @param waits what of the directory waits for a second person; null if nothing does
     */
    @Schema(name = "RevisionListing")
    public record Listing(
            List<RevisionView> items,
            @Nullable String next,
            @Nullable String rollsBackTo,
            @Nullable Waits waits) {}

    /**
     * What of a directory waits for a second person.
     *
     * @param directory the name of all of it
     * @param revision its policies
     * @param changes what it would change of grants and targets: which, and how
     */
    @Schema(name = "DirectoryWaits")
    public record Waits(String directory, String revision, List<String> changes) {
        /** What waits, as it is told. */
        public static Waits of(Proposal.Waiting waiting) {
            return new Waits(
                    waiting.name().value(),
                    waiting.revision().value(),
                    waiting.changes().stream().flatMap(Waits::lines).toList());
        }

        private static Stream<String> lines(Addition addition) {
            return addition.events().stream()
                    .map(
                            event ->
                                    "%s %s: %s"
                                            .formatted(
                                                    addition.stream(),
                                                    event.getClass().getSimpleName(),
                                                    withoutSecret(event)));
        }

        /** Where a credential is kept never comes out. */
        private static JsonObject withoutSecret(HoldpointEvent event) {
            var said = new JsonObject(Buffer.buffer(EventJson.encode(event)));
            var spec = said.getJsonObject("spec");
            if (spec != null && spec.containsKey("secret")) {
                spec.put("secret", "not shown");
            }
            return said;
        }
    }

    /**
     * A revision with all there is in it.
     *
     * @param active the revision it is compared with; null if none is active
     * @param changes what would change were it active, file by file
     */
    @Schema(name = "RevisionDetail")
    public record Detail(
            RevisionView revision,
            List<SimulateRequest.File> documents,
            @Nullable String active,
            List<FileDiff> changes) {
        static Detail of(
                KnownRevision known,
                @Nullable KnownRevision active,
                Map<RevisionId, String> unreadable) {
            return new Detail(
                    RevisionView.of(known, unreadable),
                    known.sources().stream()
                            .map(one -> new SimulateRequest.File(one.name(), one.yaml()))
                            .toList(),
                    active == null ? null : active.id().value(),
                    RevisionDiff.of(
                            active == null ? List.of() : active.sources(), known.sources()));
        }
    }
}
