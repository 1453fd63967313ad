package dev.holdpoint.approval.hold;

import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who votes, and for whom.
 *
 * @param principal with the groups they are known to be in
 * @param mandate by which they vote in another's place; null if for themselves
 * @param requestersDelegates who may vote in the place of anybody of the requester's side by now
 * @param by the chat account by which they vote; null over REST
 */
public record Voter(
        Principal principal,
        @Nullable Mandate mandate,
        Set<PrincipalId> requestersDelegates,
        @Nullable ChatMember by) {
    public Voter {
        requestersDelegates = Set.copyOf(requestersDelegates);
    }

    /** Who votes over REST. */
    public Voter(
            Principal principal, @Nullable Mandate mandate, Set<PrincipalId> requestersDelegates) {
        this(principal, mandate, requestersDelegates, null);
    }

    /** The same, by a chat account of theirs. */
    public Voter by(ChatMember member) {
        return new Voter(principal, mandate, requestersDelegates, member);
    }

    /**
     * A delegation that is in force.
     *
     * @param handedOver the groups it is for
     * @param groups all that the delegator is known to be in
     */
    public record Mandate(InPlaceOf inPlaceOf, List<String> handedOver, List<String> groups) {
        public Mandate {
            handedOver = List.copyOf(handedOver);
            groups = List.copyOf(groups);
        }
    }

    /** Somebody who votes for themselves, where the requester's side has no delegates. */
    public static Voter inPerson(Principal principal) {
        return new Voter(principal, null, Set.of());
    }

    PrincipalId id() {
        return principal.id();
    }

    @Nullable InPlaceOf inPlaceOf() {
        return mandate == null ? null : mandate.inPlaceOf();
    }

    /** The voter's, and that of whoever's vote it is. */
    Stream<PrincipalId> accounts() {
        var place = inPlaceOf();
        return place == null ? Stream.of(id()) : Stream.of(id(), place.delegator());
    }

    Standing standing() {
        return mandate == null
                ? new Standing.Own(principal.groups())
                : new Standing.InPlace(mandate.handedOver(), mandate.groups(), principal.groups());
    }
}
