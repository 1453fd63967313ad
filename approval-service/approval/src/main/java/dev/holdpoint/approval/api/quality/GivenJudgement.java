package dev.holdpoint.approval.api.quality;

import dev.holdpoint.approval.api.CastVote;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldAction.StandIns;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Problem;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an approval afterwards.
 *
 * @param judgement {@code bad} or {@code good}
 * @param reason why, at most 2,000 characters
 */
public record GivenJudgement(@Nullable String judgement, @Nullable String reason) {
    static final String CHOICES = "A judgement is bad or good.";

    /** What it does, by whoever gives it. */
    BiFunction<Principal, StandIns, Judge> action() {
        var said = said();
        var why = CastVote.readable(reason);
        if (why.isEmpty()) {
            throw new Problem(422, "reason-required", "A judgement says why: give a reason.");
        }
        return (judge, standIns) -> new Judge(judge, said, why, standIns);
    }

    private Judgement said() {
        return switch (judgement) {
            case "bad" -> Judgement.BAD;
            case "good" -> Judgement.GOOD;
            case null, default -> throw new Problem(422, "unknown-judgement", CHOICES);
        };
    }
}
