package dev.holdpoint.approval.webhook;

import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What endpoints may be told of; the names are part of the payload's contract. */
enum ChangeType {
    HOLD_PLACED,
    HOLD_VOTED,
    HOLD_VOTE_RETRACTED,
    HOLD_REMINDED,
    HOLD_ESCALATED,
    HOLD_GLASS_BROKEN,
    HOLD_RELEASED,
    HOLD_REFUSED,
    HOLD_EXPIRED,
    HOLD_WITHDRAWN,
    HOLD_CLAIMED,
    HOLD_JUDGED,
    ACCESS_REQUESTED,
    ACCESS_VOTED,
    ACCESS_APPROVED,
    ACCESS_REFUSED,
    ACCESS_EXPIRED,
    ACCESS_WITHDRAWN;

    /** Told to every endpoint, whatever it asked for, before all that waits there. */
    static final ChangeType AT_ONCE = HOLD_GLASS_BROKEN;

    /** Every one of a hold. */
    static final Set<ChangeType> OF_HOLDS =
            Collections.unmodifiableSet(EnumSet.range(HOLD_PLACED, HOLD_JUDGED));

    static ChangeType of(HoldEvent event) {
        return switch (event) {
            case HoldPlaced _ -> HOLD_PLACED;
            case VoteCast _ -> HOLD_VOTED;
            case VoteRetracted _ -> HOLD_VOTE_RETRACTED;
            case HoldReminded _ -> HOLD_REMINDED;
            case HoldEscalated _ -> HOLD_ESCALATED;
            case GlassBroken _ -> HOLD_GLASS_BROKEN;
            case HoldReleased _ -> HOLD_RELEASED;
            case HoldRefused _ -> HOLD_REFUSED;
            case HoldExpired _ -> HOLD_EXPIRED;
            case HoldWithdrawn _ -> HOLD_WITHDRAWN;
            case HoldClaimed _ -> HOLD_CLAIMED;
            case HoldJudged _ -> HOLD_JUDGED;
        };
    }

    static ChangeType of(AccessEvent event) {
        return switch (event) {
            case AccessRequested _ -> ACCESS_REQUESTED;
            case AccessVoteCast _ -> ACCESS_VOTED;
            case AccessApproved _ -> ACCESS_APPROVED;
            case AccessRefused _ -> ACCESS_REFUSED;
            case AccessExpired _ -> ACCESS_EXPIRED;
            case AccessWithdrawn _ -> ACCESS_WITHDRAWN;
        };
    }

    /** For example {@code hold.vote_retracted}. */
    String type() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    static Optional<ChangeType> named(String type) {
        return Arrays.stream(values()).filter(change -> change.type().equals(type)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(ChangeType::type).collect(Collectors.joining(", "));
    }
}
