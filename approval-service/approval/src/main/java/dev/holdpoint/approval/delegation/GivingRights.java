package dev.holdpoint.approval.delegation;

import dev.holdpoint.approval.delegation.DelegationAction.Give;
import dev.holdpoint.approval.delegation.DelegationRefused.Why;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import java.time.Duration;
import java.time.Instant;

/** Who may delegate what, to whom and for how long. */
final class GivingRights {
    /** How many that are not over somebody may have. */
    static final int MOST_OPEN = 10;

    /** How many somebody may have given lately, whether or not they are over. */
    static final int MOST_LATELY = 50;

    /** By how much the clock of who asks may be behind. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final Duration LATELY = Duration.ofDays(30);

    private final People people;

    GivingRights(People people) {
        this.people = people;
    }

    /** Refuses machines on either side, oneself, groups of others, and times that make no sense. */
    void require(Delegations state, Give give) {
        if (!people.actsInPerson(give.by())) {
            throw refused(Why.NOT_A_PERSON, "Votes are delegated by people in person.");
        }
        requireOther(give.given());
        requirePerson(give);
        requireOwnGroups(give);
        requireTime(give.given(), give.at());
    }

    private void requireOther(DelegationGiven given) {
        if (people.areOne(given.delegator(), given.delegate())) {
            throw refused(
                    Why.DELEGATE_IS_YOU,
                    given.delegate().subject() + " is you. Name another person.");
        }
    }

    private void requirePerson(Give give) {
        var delegate = give.given().delegate();
        var isPerson = give.delegateIsPerson();
        if (people.isAgent(delegate) || Boolean.FALSE.equals(isPerson)) {
            throw refused(
                    Why.DELEGATE_NOT_A_PERSON,
                    delegate.subject() + " is not a person. Votes are delegated to people only.");
        }
        if (isPerson == null) {
            throw refused(
                    Why.DELEGATE_UNKNOWN,
                    "Nobody has been here as %s of %s lately. Check the name, or have them list"
                                    .formatted(delegate.subject(), delegate.issuer())
                            + " approvals once, so that it is known to be a person's.");
        }
    }

    private static void requireOwnGroups(Give give) {
        var given = give.given();
        var others =
                given.groups().stream()
                        .filter(group -> !give.by().groups().contains(group))
                        .toList();
        if (!others.isEmpty() || given.groups().isEmpty()) {
            throw refused(
                    Why.NOT_YOUR_GROUPS,
                    given.groups().isEmpty()
                            ? "You are in no group, so there is nothing to delegate."
                            : "You are not in %s. Delegate for groups you are in: %s."
                                    .formatted(
                                            String.join(", ", others),
                                            String.join(", ", give.by().groups())));
        }
    }

    private static void requireTime(DelegationGiven given, Instant now) {
        var last = now.plus(DelegationDecider.LONGEST);
        if (given.from().isBefore(now.minus(CLOCKS))) {
            throw refused(
                    Why.BAD_TIME,
                    "A delegation begins now or later, not at %s.".formatted(given.from()));
        }
        if (!given.until().isAfter(given.from())
                || !given.until().isAfter(now)
                || given.until().isAfter(last)) {
            throw refused(
                    Why.BAD_TIME,
                    "A delegation ends after it begins, after now and by %s, not at %s."
                            .formatted(last, given.until()));
        }
    }

    /** Refuses a second one to the same person at a time, and too many of them. */
    void requireRoom(Delegations state, Give give) {
        var given = give.given();
        state.comingOrInForce(give.at())
                .filter(one -> people.areOne(one.delegate(), given.delegate()))
                .filter(one -> overlap(one, given))
                .findFirst()
                .ifPresent(
                        one -> {
                            throw refused(
                                    Why.DELEGATED_ALREADY,
                                    "%s has your vote from %s until %s already (delegation %s). End"
                                                    .formatted(
                                                            one.delegate().subject(),
                                                            one.from(),
                                                            one.until(),
                                                            one.delegation())
                                            + " that first.");
                        });
        var monthAgo = give.at().minus(LATELY);
        if (state.comingOrInForce(give.at()).count() >= MOST_OPEN
                || state.given().stream().filter(one -> one.from().isAfter(monthAgo)).count()
                        >= MOST_LATELY) {
            throw refused(
                    Why.TOO_MANY_DELEGATIONS,
                    "Nobody has more than %d delegations at a time, or %d in %d days."
                            .formatted(MOST_OPEN, MOST_LATELY, LATELY.toDays()));
        }
    }

    private static boolean overlap(DelegationGiven one, DelegationGiven other) {
        return one.from().isBefore(other.until()) && other.from().isBefore(one.until());
    }

    private static DelegationRefused refused(Why why, String message) {
        return new DelegationRefused(why, message);
    }
}
