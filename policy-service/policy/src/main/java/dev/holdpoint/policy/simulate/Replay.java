package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.simulate.Replayed.Compared;
import dev.holdpoint.policy.simulate.Replayed.NotEvaluable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a draft what policy was asked then. Where the record alone does not tell what the edge made
 * of policy's answer, what was in force then is asked once more. What was answered before to the
 * same is not asked again. Safe for any thread.
 */
public final class Replay {
    private final Drafted draft;
    private final InForce inForce;
    private final LongSupplier nanoTime;
    private final Remembered ofDraft = new Remembered();
    private final Remembered ofThen = new Remembered();
    private volatile Layered layered = new Layered(Rulebook.EMPTY, null);

    /**
     * @param over null if it is not known yet
     */
    private record Layered(Rulebook under, @Nullable Rulebook over) {}

    public Replay(Drafted draft, InForce inForce, LongSupplier nanoTime) {
        this.draft = draft;
        this.inForce = inForce;
        this.nanoTime = nanoTime;
    }

    /** What the draft would have answered, beside what was answered. */
    public Replayed of(RecordedCommand command) {
        var recorded = command.decided().decision();
        if (recorded instanceof Decision.Deny deny && isNoAnswer(deny.code())) {
            return new NotEvaluable(Gap.POLICY_DID_NOT_ANSWER);
        }
        var then = inForce.at(command.at(), recorded.revision());
        if (then.isEmpty() && draft.isPartial()) {
            return new NotEvaluable(Gap.NOTHING_IN_FORCE);
        }
        return compared(command, then, drafted(then.orElse(Rulebook.EMPTY), command));
    }

    private Replayed compared(
            RecordedCommand command, Optional<Rulebook> then, DecisionAnswer drafted) {
        if (lacksEstimate(command, drafted) && !estimateWasVain(command, then)) {
            return new NotEvaluable(Gap.ESTIMATE_NOT_ASKED);
        }
        var was = Answer.of(command.decided().decision());
        var becomes = Answer.of(drafted.decision());
        return was == Answer.DENY && becomes != Answer.DENY
                ? milder(command, then, drafted)
                : new Compared(was, becomes, drafted.decision());
    }

    /** A deny that the draft would lift, if it was policy's. */
    private Replayed milder(
            RecordedCommand command, Optional<Rulebook> then, DecisionAnswer drafted) {
        var deny = (Decision.Deny) command.decided().decision();
        var lifted = new Compared(Answer.DENY, Answer.of(drafted.decision()), drafted.decision());
        var kept = new Compared(Answer.DENY, Answer.DENY, drafted.decision());
        if (deny.code() == RefusalCode.NO_GRANT || deny.code() == RefusalCode.UNKNOWN_TARGET) {
            return lifted;
        }
        if (deny.code() == RefusalCode.NOT_UNDERSTOOD) {
            return kept;
        }
        return then.map(rulebook -> milder(asked(rulebook, command), drafted, lifted, kept))
                .orElseGet(() -> new NotEvaluable(Gap.NOTHING_IN_FORCE));
    }

    private static Replayed milder(
            DecisionAnswer before, DecisionAnswer drafted, Compared lifted, Compared kept) {
        if (before.decision() instanceof Decision.Deny) {
            return lifted;
        }
        return asksTheSame(before, drafted) ? kept : new NotEvaluable(Gap.EDGE_REFUSED);
    }

    /** Whether the edge is told the same, and so does the same. */
    private static boolean asksTheSame(DecisionAnswer before, DecisionAnswer drafted) {
        return switch (before.decision()) {
            case Decision.Allow(_, _, _, var obligations) ->
                    drafted.decision() instanceof Decision.Allow allow
                            && allow.obligations().equals(obligations);
            case Decision.Hold(_, _, _, var terms) ->
                    drafted.decision() instanceof Decision.Hold hold
                            && hold.terms().equals(terms)
                            && drafted.onceReleased().equals(before.onceReleased());
            case Decision.Deny _ -> drafted.decision() instanceof Decision.Deny;
        };
    }

    private static boolean lacksEstimate(RecordedCommand command, DecisionAnswer explanation) {
        return explanation.wantsEstimate() && command.decided().facts().estimatedRows() == null;
    }

    /** Whether it was asked for then, too, and the target could not say. */
    private boolean estimateWasVain(RecordedCommand command, Optional<Rulebook> then) {
        return then.filter(rulebook -> asked(rulebook, command).wantsEstimate()).isPresent();
    }

    private DecisionAnswer drafted(Rulebook then, RecordedCommand command) {
        return ofDraft.answer(
                command.query(),
                command.at(),
                then.number(),
                query -> decide(over(then), query, command.at()));
    }

    private DecisionAnswer asked(Rulebook then, RecordedCommand command) {
        return ofThen.answer(
                command.query(),
                command.at(),
                then.number(),
                query -> decide(then, query, command.at()));
    }

    /** As the edge does, which asks once more where policy had no answer, and then denies. */
    private DecisionAnswer decide(Rulebook rulebook, DecisionQuery query, Instant at) {
        var first = decideOnce(rulebook, query, at);
        return isUndecided(first.decision()) ? decideOnce(rulebook, query, at) : first;
    }

    private DecisionAnswer decideOnce(Rulebook rulebook, DecisionQuery query, Instant at) {
        return Evaluator.decide(rulebook, query, at, new Budget(nanoTime, Budget.OF_A_DECISION))
                .answer(rulebook.number());
    }

    private Rulebook over(Rulebook then) {
        var known = layered;
        var over = known.under().number() == then.number() ? known.over() : null;
        if (over == null) {
            over = draft.over(then);
            layered = new Layered(then, over);
        }
        return over;
    }

    private static boolean isUndecided(Decision decision) {
        return decision instanceof Decision.Deny deny && isNoAnswer(deny.code());
    }

    private static boolean isNoAnswer(RefusalCode code) {
        return code == RefusalCode.POLICY_UNAVAILABLE || code == RefusalCode.PROTOCOL_VIOLATION;
    }
}
