package dev.holdpoint.approval.request;

import dev.holdpoint.approval.inbox.EventLines;
import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.util.List;
import java.util.Set;

/** All requests for access: who may see them, when they are due, and their history. */
public final class AccessProjection implements Projection {
    @Override
    public String name() {
        return "access-requests.v2";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("access_requests");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE access_requests (
                    request text PRIMARY KEY,
                    place text COLLATE "C" NOT NULL,
                    state text NOT NULL,
                    requester_issuer text NOT NULL,
                    requester_subject text NOT NULL,
                    human_issuer text,
                    human_subject text,
                    groups text[] NOT NULL,
                    due timestamptz NOT NULL,
                    history text NOT NULL)
                """,
                "CREATE INDEX ON access_requests (place)",
                "CREATE INDEX ON access_requests (place) WHERE state = 'open'",
                "CREATE INDEX ON access_requests (requester_issuer, requester_subject, place)",
                "CREATE INDEX ON access_requests (human_issuer, human_subject, place)",
                "CREATE INDEX ON access_requests USING gin (groups)",
                "CREATE INDEX ON access_requests (due) WHERE state = 'open'");
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        return envelope.event() instanceof AccessEvent event ? apply(event) : List.of();
    }

    private static List<Change> apply(AccessEvent event) {
        return switch (event) {
            case AccessRequested requested -> List.of(insert(requested));
            case AccessVoteCast _ -> List.of(note(event, "open"));
            case AccessApproved _ -> List.of(note(event, "approved"));
            case AccessRefused _ -> List.of(note(event, "refused"));
            case AccessExpired _ -> List.of(note(event, "expired"));
            case AccessWithdrawn _ -> List.of(note(event, "withdrawn"));
        };
    }

    private static Change insert(AccessRequested requested) {
        var requester = requested.requester().id();
        var human = requested.requester().onBehalfOf();
        return Change.of(
                "INSERT INTO access_requests VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9)",
                requested.request().value(),
                place(requested),
                requester.issuer(),
                requester.subject(),
                human == null ? null : human.issuer(),
                human == null ? null : human.subject(),
                requested.terms().quorum().stream().map(QuorumPart::group).distinct().toList(),
                requested.expiresAt(),
                EventLines.line(requested));
    }

    /** Sorts by when it was asked. */
    static String place(AccessRequested requested) {
        long asked =
                requested
                        .expiresAt()
                        .minusSeconds(requested.terms().expiresAfterSeconds())
                        .toEpochMilli();
        return "%015d/%s".formatted(asked, requested.request());
    }

    private static Change note(AccessEvent event, String state) {
        return Change.of(
                "UPDATE access_requests SET state = $2, history = history || $3::text"
                        + " WHERE request = $1",
                event.request().value(),
                state,
                EventLines.line(event));
    }
}
