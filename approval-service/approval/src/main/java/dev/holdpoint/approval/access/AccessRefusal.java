package dev.holdpoint.approval.access;

import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.util.List;
import java.util.stream.Collectors;

/** An action that a request for access does not admit; the message tells people why. */
public final class AccessRefusal extends RuntimeException {
    private final Kind kind;

    /** What keeps it from being done. */
    public enum Kind {
        UNKNOWN_REQUEST,
        SELF_APPROVAL,
        REQUESTERS_DELEGATE,
        NOT_A_PERSON,
        NOT_ELIGIBLE,
        NOT_YOURS,
        VOTED_ALREADY,
        TOO_MANY_VOTES,
        NOTHING_IN_COMMON,
        REQUEST_IS_OVER,
        OFFER_CHANGED,
        OTHERS_DECIDE,
        OVERTAKEN,
        TOO_MANY_REQUESTS,
        KEY_USED,
        WIDER_THAN_ASKED,
        JUSTIFICATION_REQUIRED
    }

    private AccessRefusal(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why, for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    static AccessRefusal unknown() {
        return new AccessRefusal(Kind.UNKNOWN_REQUEST, "There is no such request.");
    }

    static AccessRefusal selfApproval() {
        return new AccessRefusal(
                Kind.SELF_APPROVAL,
                "Nobody approves their own request, nor one of an agent that acts for them or is"
                        + " theirs.");
    }

    static AccessRefusal requestersDelegate() {
        return new AccessRefusal(
                Kind.REQUESTERS_DELEGATE,
                "Whoever may vote in the requester's place, or in that of somebody who acts through"
                        + " them or owns them, does not approve of their requests.");
    }

    static AccessRefusal notAPerson() {
        return new AccessRefusal(Kind.NOT_A_PERSON, "Votes are cast by people in person.");
    }

    static AccessRefusal notEligible(List<QuorumPart> parts) {
        return new AccessRefusal(
                Kind.NOT_ELIGIBLE,
                "Only members of %s vote on this request."
                        .formatted(
                                parts.stream()
                                        .map(QuorumPart::group)
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
    }

    static AccessRefusal notYours() {
        return new AccessRefusal(
                Kind.NOT_YOURS, "Only who asked withdraws a request, or the human they act for.");
    }

    static AccessRefusal votedAlready(String account) {
        return new AccessRefusal(
                Kind.VOTED_ALREADY, "You have approved as " + account + ". A person counts once.");
    }

    static AccessRefusal tooManyVotes(int most) {
        return new AccessRefusal(
                Kind.TOO_MANY_VOTES,
                "You have approved of this request %d times, and nobody may more often. Deny it, or leave it to others."
                        .formatted(most));
    }

    static AccessRefusal nothingInCommon() {
        return new AccessRefusal(
                Kind.NOTHING_IN_COMMON,
                "Those who approved before agree to none of these effects: look at their votes.");
    }

    static AccessRefusal over(String why) {
        return new AccessRefusal(Kind.REQUEST_IS_OVER, why);
    }

    static AccessRefusal wider() {
        return new AccessRefusal(
                Kind.WIDER_THAN_ASKED,
                "An approval gives what was asked for, or fewer effects, or a shorter time.");
    }

    static AccessRefusal justificationRequired() {
        return new AccessRefusal(
                Kind.JUSTIFICATION_REQUIRED, "A vote on this request needs a reason.");
    }

    /** Policy does not offer it any more, or to be decided otherwise. */
    public static AccessRefusal offerChanged(String why) {
        return new AccessRefusal(
                Kind.OFFER_CHANGED,
                "Policy has changed since this was asked for: %s Ask again.".formatted(why));
    }

    /** Less was approved of, and policy has others decide about that. */
    public static AccessRefusal othersDecide(String why) {
        return new AccessRefusal(
                Kind.OTHERS_DECIDE,
                "What would be given is not to be given by these votes: %s Approve of more, or deny it and have it asked for."
                        .formatted(why));
    }

    static AccessRefusal overtaken() {
        return new AccessRefusal(
                Kind.OVERTAKEN, "Others vote on this request at the same time: look again.");
    }

    /** Somebody has too many requests open. */
    public static AccessRefusal tooMany(int most) {
        return new AccessRefusal(
                Kind.TOO_MANY_REQUESTS,
                "You have %d requests open: withdraw one, or wait for an answer.".formatted(most));
    }

    /** An idempotency key was sent with something else before. */
    public static AccessRefusal keyUsed() {
        return new AccessRefusal(
                Kind.KEY_USED, "You have asked for something else with this Idempotency-Key.");
    }
}
