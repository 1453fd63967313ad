package dev.holdpoint.approval.api;

import dev.holdpoint.approval.access.AccessState.Approved;
import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.access.AccessState.Expired;
import dev.holdpoint.approval.access.AccessState.Open;
import dev.holdpoint.approval.access.AccessState.Refused;
import dev.holdpoint.approval.access.AccessState.Withdrawn;
import dev.holdpoint.approval.api.HoldView.Requester;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request for access for people and programs.
 *
 * @param reason why, in the requester's words
 * @param rules the entries of policies that offer it
 * @param quorum who must approve
 * @param secondsLeft until it expires; 0 when over
 * @param given what was approved; null unless it was
 * @param until when the access ends; null unless it was approved
 * @param grant the grant it becomes; null unless it was approved
 */
public record AccessRequestView(
        String request,
        String state,
        Requester requester,
        String target,
        Wanted asked,
        String reason,
        String revision,
        List<String> rules,
        List<QuorumPart> quorum,
        boolean justificationRequired,
        List<CastAccessVote> votes,
        Instant askedAt,
        Instant expiresAt,
        long secondsLeft,
        @Nullable Wanted given,
        @Nullable Instant until,
        @Nullable String grant) {
    /** Effects, in the words of documents, and for how long. */
    public record Wanted(List<String> effects, long seconds) {
        static Wanted of(AccessScope scope) {
            return new Wanted(
                    scope.effects().stream()
                            .map(effect -> effect.name().toLowerCase(Locale.ROOT))
                            .toList(),
                    scope.seconds());
        }
    }

    /** A vote as it was cast. */
    public record CastAccessVote(
            PrincipalId approver,
            List<String> groups,
            String vote,
            String reason,
            @Nullable Wanted scope) {
        static CastAccessVote of(AccessVoteCast vote) {
            return new CastAccessVote(
                    vote.approver(),
                    vote.groups(),
                    vote.vote().name().toLowerCase(Locale.ROOT),
                    vote.reason(),
                    vote.scope() == null ? null : Wanted.of(vote.scope()));
        }
    }

    static AccessRequestView of(Asked state, Instant now) {
        var requested = state.requested();
        var approved = state instanceof Approved one ? one : null;
        var left = Duration.between(now, requested.expiresAt()).toSeconds();
        return new AccessRequestView(
                requested.request().value(),
                word(state),
                Requester.of(requested.requester()),
                requested.target().value(),
                Wanted.of(requested.asked()),
                requested.reason(),
                requested.revision().value(),
                requested.rules(),
                requested.terms().quorum(),
                requested.terms().justificationRequired(),
                state.votes().stream().map(CastAccessVote::of).toList(),
                requested.expiresAt().minusSeconds(requested.terms().expiresAfterSeconds()),
                requested.expiresAt(),
                state instanceof Open ? Math.max(0, left) : 0,
                approved == null ? null : Wanted.of(approved.scope()),
                approved == null ? null : approved.until(),
                approved == null ? null : requested.request().grant().value());
    }

    private static String word(Asked state) {
        return switch (state) {
            case Open _ -> "open";
            case Approved _ -> "approved";
            case Refused _ -> "refused";
            case Expired _ -> "expired";
            case Withdrawn _ -> "withdrawn";
        };
    }
}
