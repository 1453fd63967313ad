package dev.holdpoint.approval.webhook;

import dev.holdpoint.events.HoldEvent;
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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What endpoints may be told of a hold; the names are part of the payload's contract. */
enum HoldChange {
    PLACED,
    VOTED,
    VOTE_RETRACTED,
    REMINDED,
    ESCALATED,
    RELEASED,
    REFUSED,
    EXPIRED,
    WITHDRAWN,
    CLAIMED,
    JUDGED;

    static HoldChange of(HoldEvent event) {
        return switch (event) {
            case HoldPlaced _ -> PLACED;
            case VoteCast _ -> VOTED;
            case VoteRetracted _ -> VOTE_RETRACTED;
            case HoldReminded _ -> REMINDED;
            case HoldEscalated _ -> ESCALATED;
            case HoldReleased _ -> RELEASED;
            case HoldRefused _ -> REFUSED;
            case HoldExpired _ -> EXPIRED;
            case HoldWithdrawn _ -> WITHDRAWN;
            case HoldClaimed _ -> CLAIMED;
            case HoldJudged _ -> JUDGED;
        };
    }

    /** For example {@code hold.placed}. */
    String type() {
        return "hold." + name().toLowerCase(Locale.ROOT);
    }

    static Optional<HoldChange> named(String type) {
        return Arrays.stream(values()).filter(change -> change.type().equals(type)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(HoldChange::type).collect(Collectors.joining(", "));
    }
}
