package dev.holdpoint.events;

import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a request for a grant from when somebody asks until it is decided or dropped. */
public sealed interface AccessEvent extends HoldpointEvent {
    AccessRequestId request();

    /**
     * Somebody asks for access; everything an approver must see is in here.
     *
     * @param reason why, in the requester's words; empty if none was given
     * @param rules the entries of policies that offer it
     * @param expiresAt from then on nobody may decide any more
     */
    record AccessRequested(
            AccessRequestId request,
            Principal requester,
            TargetName target,
            AccessScope asked,
            String reason,
            RevisionId revision,
            List<String> rules,
            AccessTerms terms,
            Instant expiresAt)
            implements AccessEvent {
        public AccessRequested {
            rules = List.copyOf(rules);
        }
    }

    /**
     * Somebody with the right to do so voted.
     *
     * @param groups those it counts for
     * @param scope what they approve of at most; null of a refusing vote
     */
    record AccessVoteCast(
            AccessRequestId request,
            PrincipalId approver,
            List<String> groups,
            Vote vote,
            String reason,
            @Nullable AccessScope scope)
            implements AccessEvent {
        public AccessVoteCast {
            groups = List.copyOf(groups);
        }
    }

    /**
     * The quorum is complete: policy-service makes it the grant {@link AccessRequestId#grant}.
     *
     * @param requester who asked, and for whom the grant is, as known at the approval
     * @param asked what they asked for
     * @param scope what all approvers agree to
     * @param terms by which it was decided: of what was asked for, and of what is given
     * @param approvers the one who completed the quorum is the last
     * @param reason of the request
     * @param until when the access ends
     */
    record AccessApproved(
            AccessRequestId request,
            Principal requester,
            TargetName target,
            AccessScope asked,
            AccessScope scope,
            AccessTerms terms,
            List<PrincipalId> approvers,
            String reason,
            Instant until)
            implements AccessEvent {
        public AccessApproved {
            approvers = List.copyOf(approvers);
            if (approvers.isEmpty()) {
                throw new IllegalArgumentException("nobody approved");
            }
        }
    }

    /** A refusing vote ended the request. */
    record AccessRefused(AccessRequestId request, PrincipalId approver, String reason)
            implements AccessEvent {}

    /** Nobody decided in time. */
    record AccessExpired(AccessRequestId request) implements AccessEvent {}

    /** The requester does not want it any more. */
    record AccessWithdrawn(AccessRequestId request, String reason) implements AccessEvent {}

    /**
     * Which effects, and for how long from the approval.
     *
     * @param effects at least one, none of them unknown
     * @param seconds 1 to {@value #MOST_SECONDS}
     */
    record AccessScope(List<Effect> effects, long seconds) {
        /** A day. */
        public static final long MOST_SECONDS = 86_400;

        public AccessScope {
            effects = effects.stream().distinct().sorted().toList();
            if (effects.isEmpty() || effects.contains(Effect.UNKNOWN)) {
                throw new IllegalArgumentException("access is to effects that are understood");
            }
            if (seconds < 1 || seconds > MOST_SECONDS) {
                throw new IllegalArgumentException("access is for 1 to 86400 s, not " + seconds);
            }
        }

        /** Whether this gives nothing that the other does not. */
        public boolean isWithin(AccessScope other) {
            return other.effects.containsAll(effects) && seconds <= other.seconds;
        }
    }

    /**
     * Who decides about a request, and by when.
     *
     * @param quorum every part must be met, each by distinct people
     * @param expiresAfterSeconds 1 to 86,400
     * @param justificationRequired whether a vote needs a reason
     */
    record AccessTerms(
            List<QuorumPart> quorum, long expiresAfterSeconds, boolean justificationRequired) {
        public AccessTerms {
            quorum = List.copyOf(quorum);
            if (quorum.isEmpty()) {
                throw new IllegalArgumentException("a request needs somebody who may approve it");
            }
            if (expiresAfterSeconds < 1 || expiresAfterSeconds > HoldTerms.DAY_SECONDS) {
                throw new IllegalArgumentException(
                        "a request expires after 1 to 86400 s, not " + expiresAfterSeconds);
            }
        }

        /** How many people have to approve. */
        public int votes() {
            return quorum.stream().mapToInt(QuorumPart::votes).sum();
        }
    }
}
