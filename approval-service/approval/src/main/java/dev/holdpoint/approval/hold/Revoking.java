package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.HoldAction.Revoke;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import java.util.stream.Stream;

/** Takes back, for somebody whose account was taken over, what they approved. */
final class Revoking {
    private Revoking() {}

    /** It goes on waiting for others. */
    static List<HoldEvent> of(Open open, Revoke action) {
        return votes(open.ballot(), action)
                .<HoldEvent>map(
                        vote -> new VoteRetracted(vote.hold(), vote.approver(), action.reason()))
                .toList();
    }

    /** Its command was told that it may run already: it has to be asked for anew. */
    static List<HoldEvent> of(Released released, Revoke action) {
        var ballot = released.ballot();
        return carriers(ballot, action)
                .findFirst()
                .<List<HoldEvent>>map(
                        account ->
                                List.of(
                                        new HoldWithdrawn(
                                                ballot.placed().hold(),
                                                RefusalCode.HOLD_WITHDRAWN,
                                                "the approval of %s was taken back: %s"
                                                        .formatted(
                                                                account.subject(),
                                                                action.reason()))))
                .orElse(List.of());
    }

    private static Stream<PrincipalId> carriers(Ballot ballot, Revoke action) {
        var broken = ballot.broken();
        return broken == null
                ? votes(ballot, action).map(VoteCast::approver)
                : Stream.of(broken.breaker()).filter(action.accounts()::contains);
    }

    /** Theirs, and those cast in their place. */
    private static Stream<VoteCast> votes(Ballot ballot, Revoke action) {
        return ballot.votes().stream()
                .filter(vote -> Approvers.of(vote).anyMatch(action.accounts()::contains));
    }
}
