package dev.holdpoint.policy.grant;

import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.grant.GrantRequest.Issue;
import dev.holdpoint.policy.grant.GrantRequest.Narrow;
import dev.holdpoint.policy.grant.GrantRequest.Review;
import dev.holdpoint.policy.grant.GrantRequest.Revoke;
import dev.holdpoint.policy.grant.GrantState.Live;
import dev.holdpoint.policy.grant.GrantState.Never;
import dev.holdpoint.policy.grant.GrantState.Over;
import java.util.List;

/**
 * Decides on what people ask for: rights are looked at first, then the grant. Giving is for those
 * who govern, in person and never to themselves; taking is for the grant's owner, too.
 */
final class GrantRequests {
    private GrantRequests() {}

    static List<GrantEvent> decide(GrantState state, GrantRequest request) {
        return switch (request) {
            case Issue issue -> issue(state, issue);
            case Narrow narrow -> narrow(state, narrow);
            case Review review -> review(state, review);
            case Revoke revoke -> revoke(state, revoke);
        };
    }

    private static List<GrantEvent> issue(GrantState state, Issue issue) {
        var by = issue.by();
        by.requireGoverning();
        by.requireInPerson();
        by.requireTwo();
        requireOthers(issue.spec(), by);
        by.requireVersion(state.version());
        if (state.version() > 0) {
            throw new ChangeRefused(
                    Kind.TAKEN,
                    "The name %s has been used before: choose another.".formatted(issue.grant()));
        }
        requireTimeLeft(issue.spec(), by);
        return List.of(new GrantIssued(issue.grant(), issue.spec(), issue.reason()));
    }

    private static void requireTimeLeft(GrantSpec spec, Requester by) {
        if (GrantDecider.isOver(spec, by.now()) || GrantDecider.isLapsed(spec, by.now())) {
            throw new ChangeRefused(
                    Kind.UNFIT, "expiresAt or reviewBy has passed already: give later ones.");
        }
    }

    private static void requireOthers(GrantSpec spec, Requester by) {
        if (Beneficiaries.includeEither(spec, by.who())) {
            throw new ChangeRefused(
                    Kind.SELF_GRANT,
                    "Nobody gives a right to themselves, nor to a group they are in: ask another"
                            + " member of security.");
        }
    }

    private static List<GrantEvent> narrow(GrantState state, Narrow narrow) {
        var by = narrow.by();
        var before = live(requireMayTake(state, by), by);
        requireRest(before);
        var spec = narrow.less().of(before);
        var wider = Narrowing.wider(spec, before);
        if (!wider.isEmpty()) {
            throw new ChangeRefused(
                    Kind.WIDER,
                    "Not certainly less than before: %s. To give more, issue another grant."
                            .formatted(String.join(", ", wider)));
        }
        if (spec.subjects().isEmpty() && spec.groups().isEmpty()) {
            throw new ChangeRefused(Kind.UNFIT, "It would be for nobody: revoke it instead.");
        }
        return spec.equals(before)
                ? List.of()
                : List.of(new GrantNarrowed(narrow.grant(), spec, narrow.reason()));
    }

    private static List<GrantEvent> review(GrantState state, Review review) {
        var by = review.by();
        by.requireGoverning();
        by.requireInPerson();
        by.requireTwo();
        var spec = live(state, by);
        requireRest(spec);
        requireOthers(spec, by);
        if (!review.reviewBy().isAfter(by.now())) {
            throw new ChangeRefused(Kind.UNFIT, "reviewBy has passed already: give a later one.");
        }
        return List.of(new GrantReviewed(review.grant(), review.reviewBy(), review.reason()));
    }

    private static List<GrantEvent> revoke(GrantState state, Revoke revoke) {
        var by = revoke.by();
        return switch (requireMayTake(state, by).standing()) {
            case Never _ -> throw unknown();
            case Over(_, boolean lasting) when lasting -> List.of();
            case Over _, Live _ -> {
                by.requireVersion(state.version());
                yield List.of(new GrantRevoked(revoke.grant(), revoke.reason(), true));
            }
        };
    }

    private static GrantState requireMayTake(GrantState state, Requester by) {
        boolean owns =
                by.isInPerson()
                        && state.spec()
                                .filter(spec -> spec.owner().equals(by.who().id().subject()))
                                .isPresent();
        if (!owns) {
            by.requireGoverning();
        }
        return state;
    }

    private static GrantSpec live(GrantState state, Requester by) {
        return switch (state.standing()) {
            case Never _ -> throw unknown();
            case Over _ ->
                    throw new ChangeRefused(Kind.OVER, "The grant is over: issue another one.");
            case Live(var spec, _) -> {
                by.requireVersion(state.version());
                yield spec;
            }
        };
    }

    private static ChangeRefused unknown() {
        return new ChangeRefused(Kind.UNKNOWN, "There is no such grant.");
    }

    private static void requireRest(GrantSpec spec) {
        if (!spec.origin().equals(Origin.REST)) {
            throw new ChangeRefused(
                    Kind.OTHER_ORIGIN,
                    spec.origin().equals(Origin.APPROVAL)
                            ? "People approved the grant as it is. It can only be revoked."
                            : "The grant is from a %s: change it there. Here it can only be revoked."
                                    .formatted(spec.origin()));
        }
    }
}
