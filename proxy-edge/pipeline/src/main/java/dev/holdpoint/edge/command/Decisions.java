package dev.holdpoint.edge.command;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RefusalCode.Origin;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks policy, and turns an answer the command cannot live with into a deny. */
final class Decisions {
    private final PolicyDecisionPoint policy;

    Decisions(PolicyDecisionPoint policy) {
        this.policy = policy;
    }

    /** A command with the facts it was decided by, and the decision; see {@link Answer}. */
    record Decided(Command command, Decision decision, List<Obligation> onceReleased) {
        private Decided but(Decision stricter) {
            return stricter.equals(decision) ? this : new Decided(command, stricter, onceReleased);
        }
    }

    Future<Decided> decide(Command command, ProtocolSide protocol) {
        return ask(command, protocol.planner())
                .map(decided -> strictest(decided, protocol.objection()));
    }

    /** Policy's own answer. */
    Future<Decided> ask(Command command, Planner planner) {
        return ask(command, null, planner);
    }

    /** The same, counting the hold rules that the terms of an approval satisfy as allow. */
    Future<Decided> ask(Command command, @Nullable Approved approved, Planner planner) {
        return policy.decide(request(command, approved))
                .compose(
                        answer ->
                                answer.wantsEstimate()
                                        ? estimated(command, approved, answer, planner)
                                        : decided(command, answer));
    }

    /** Without an estimate the first answer stands, in which the rules that want one are strict. */
    private Future<Decided> estimated(
            Command command, @Nullable Approved approved, Answer without, Planner planner) {
        return ask(planner)
                .compose(
                        plan ->
                                switch (plan) {
                                    case Planned planned ->
                                            askAgain(command.estimating(planned), approved);
                                    case Unplanned _ -> decided(command.planned(plan), without);
                                });
    }

    /** The same command with its plan, or why there is none: that keeps nobody from deciding. */
    static Future<Command> planned(Command command, Planner planner) {
        return command.plan() != null
                ? Future.succeededFuture(command)
                : ask(planner).map(command::planned);
    }

    private static Future<TargetPlan> ask(Planner planner) {
        return Future.succeededFuture()
                .compose(_ -> planner.plan())
                .otherwise(new Unplanned("its target could not be asked"));
    }

    private Future<Decided> askAgain(Command estimated, @Nullable Approved approved) {
        return policy.decide(request(estimated, approved))
                .compose(answer -> decided(estimated, answer));
    }

    private static Future<Decided> decided(Command command, Answer answer) {
        return Future.succeededFuture(
                new Decided(
                        command.beside(answer.shadow()), answer.decision(), answer.onceReleased()));
    }

    private static DecisionRequest request(Command command, @Nullable Approved approved) {
        var circumstances = command.circumstances();
        return new DecisionRequest(
                command.session(),
                command.id(),
                command.facts(),
                circumstances.use(),
                circumstances.justification(),
                circumstances.tags(),
                approved);
    }

    /** Decides again at release. */
    Future<Decided> decideApproved(Command command, Approved approved, ProtocolSide protocol) {
        return ask(command, approved, protocol.planner())
                .map(decided -> strictest(decided, protocol.objection()));
    }

    private static Decided strictest(Decided decided, Objection objection) {
        return decided.but(strict(decided, objection));
    }

    private static Decision strict(Decided decided, Objection objection) {
        var command = decided.command();
        var unfit = command.unfit();
        return switch (decided.decision()) {
            case Decision.Deny deny -> explained(deny, command.doubt());
            case Decision.Allow(var revision, var rules, _, _)
                    when unfit != null && !unfit.onlyToHold() ->
                    new Decision.Deny(revision, rules, unfit.reason(), unfit.code());
            case Decision.Hold(var revision, var rules, _, _) when unfit != null ->
                    new Decision.Deny(revision, rules, unfit.reason(), unfit.code());
            case Decision.Allow allow ->
                    objection.to(allow).<Decision>map(reason -> deny(allow, reason)).orElse(allow);
            case Decision.Hold hold ->
                    objection
                            .to(released(hold, decided.onceReleased()))
                            .<Decision>map(reason -> deny(hold, reason))
                            .orElseGet(() -> placed(command, hold));
        };
    }

    /** Policy knows that there is a doubt, not which. */
    private static Decision.Deny explained(Decision.Deny deny, @Nullable String doubt) {
        return doubt == null || deny.code().origin() == Origin.SERVICE
                ? deny
                : new Decision.Deny(
                        deny.revision(), deny.rules(), deny.reason() + " " + doubt, deny.code());
    }

    /** What would follow if people agreed: they are not asked in vain. */
    private static Decision.Allow released(Decision.Hold hold, List<Obligation> obligations) {
        return new Decision.Allow(hold.revision(), hold.rules(), hold.reason(), obligations);
    }

    private static Decision placed(Command command, Decision.Hold hold) {
        return command.inTransaction() && !mayWait(hold.terms())
                ? deny(
                        hold,
                        hold.reason()
                                + " It cannot wait for approval inside an open transaction,"
                                + " which would keep its locks: run it on its own")
                : hold;
    }

    /** A ticket keeps nothing waiting. */
    private static boolean mayWait(HoldTerms terms) {
        return terms.mode() == HoldMode.TICKET
                || terms.inTransaction() instanceof InTransaction.Wait;
    }

    static Decision.Deny deny(Decision decision, String reason) {
        return new Decision.Deny(
                decision.revision(), decision.rules(), reason, RefusalCode.POLICY_DENIED);
    }
}
