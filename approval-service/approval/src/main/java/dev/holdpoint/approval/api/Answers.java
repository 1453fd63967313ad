package dev.holdpoint.approval.api;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.holdpoint.approval.access.AccessRefusal;
import dev.holdpoint.approval.delegation.DelegationRefused;
import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.BallotChanged;
import dev.holdpoint.approval.hold.ActionRefused.BrokenSince;
import dev.holdpoint.approval.hold.ActionRefused.ClaimMismatch;
import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.JustificationRequired;
import dev.holdpoint.approval.hold.ActionRefused.MayNotBreak;
import dev.holdpoint.approval.hold.ActionRefused.NeverReleased;
import dev.holdpoint.approval.hold.ActionRefused.NoMandate;
import dev.holdpoint.approval.hold.ActionRefused.NotAJudge;
import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotATicket;
import dev.holdpoint.approval.hold.ActionRefused.NotAlike;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.NotReleased;
import dev.holdpoint.approval.hold.ActionRefused.NotYetAsked;
import dev.holdpoint.approval.hold.ActionRefused.OtherEdge;
import dev.holdpoint.approval.hold.ActionRefused.OwnApproval;
import dev.holdpoint.approval.hold.ActionRefused.RequestersDelegate;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.ActionRefused.TooFast;
import dev.holdpoint.approval.hold.ActionRefused.TooManyBreakings;
import dev.holdpoint.approval.hold.ActionRefused.TooManyJudgements;
import dev.holdpoint.approval.hold.ActionRefused.TooManyVotes;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.ActionRefused.VotedAlready;
import dev.holdpoint.service.Problem;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * From the event store to REST: within three seconds, or 503; refused actions are problems. What
 * policy-service is asked for, too, has a guard of its own, and has twice the time.
 */
@Singleton
public final class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);

    private final Guard store = guard("approval store", 3);
    private final Guard aside = guard("approval figures", 3);
    private final Guard policy = guard("approval store and policy", 6);

    private static Guard guard(String description, int seconds) {
        return Guard.create()
                .withDescription(description)
                .withTimeout()
                .duration(seconds, SECONDS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(20)
                .delay(2, SECONDS)
                .skipOn(
                        List.of(
                                AccessRefusal.class,
                                DelegationRefused.class,
                                ActionRefused.class,
                                Problem.class))
                .done()
                .build();
    }

    /** The answer to a call of the store. */
    public <T> Uni<T> of(Supplier<Future<T>> call) {
        return of(store, call);
    }

    /** The answer to a call that no decision needs: when such ones fail, votes go on. */
    public <T> Uni<T> aside(Supplier<Future<T>> call) {
        return of(aside, call);
    }

    /** Of what policy-service is asked for, too. */
    <T> Uni<T> withPolicy(Supplier<Future<T>> call) {
        return of(policy, call);
    }

    private static <T> Uni<T> of(Guard guard, Supplier<Future<T>> call) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                guard.get(
                                        () -> call.get().toCompletionStage(),
                                        new TypeLiteral<CompletionStage<T>>() {}))
                .onFailure()
                .transform(Answers::problem);
    }

    static Problem problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case AccessRefusal refused -> problem(refused);
            case DelegationRefused refused ->
                    new Problem(status(refused.why()), refused.code(), refused.reason());
            case ActionRefused refused ->
                    new Problem(status(refused), refused.code(), refused.reason());
            default -> {
                LOG.warnf("no answer in time: cause=%s", failure);
                yield new Problem(
                        503, "approval-unavailable", "Nothing was changed for sure; look again.");
            }
        };
    }

    private static int status(DelegationRefused.Why why) {
        return switch (why) {
            case NOT_A_PERSON -> 403;
            case UNKNOWN_DELEGATION -> 404;
            case DELEGATED_ALREADY, TOO_MANY_DELEGATIONS -> 409;
            case DELEGATE_NOT_A_PERSON,
                    DELEGATE_UNKNOWN,
                    DELEGATE_IS_YOU,
                    NOT_YOUR_GROUPS,
                    BAD_TIME ->
                    422;
        };
    }

    private static Problem problem(AccessRefusal refused) {
        var code = refused.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(status(refused.kind()), code, refused.reason());
    }

    private static int status(AccessRefusal.Kind kind) {
        return switch (kind) {
            case SELF_APPROVAL, REQUESTERS_DELEGATE, NOT_A_PERSON, NOT_ELIGIBLE, NOT_YOURS -> 403;
            case UNKNOWN_REQUEST -> 404;
            case VOTED_ALREADY,
                    TOO_MANY_VOTES,
                    NOTHING_IN_COMMON,
                    REQUEST_IS_OVER,
                    OFFER_CHANGED,
                    OTHERS_DECIDE,
                    OVERTAKEN,
                    TOO_MANY_REQUESTS ->
                    409;
            case KEY_USED, WIDER_THAN_ASKED, JUSTIFICATION_REQUIRED -> 422;
        };
    }

    private static int status(ActionRefused refused) {
        return switch (refused) {
            case SelfApproval _,
                    RequestersDelegate _,
                    NoMandate _,
                    NotAPerson _,
                    NotEligible _,
                    NotAJudge _,
                    MayNotBreak _,
                    OtherEdge _,
                    OwnApproval _ ->
                    403;
            case UnknownHold _ -> 404;
            case HoldIsOver _,
                    BallotChanged _,
                    BrokenSince _,
                    NotYetAsked _,
                    VotedAlready _,
                    TooManyVotes _,
                    TooManyBreakings _,
                    NeverReleased _,
                    TooManyJudgements _,
                    ApproversLeft _,
                    NotReleased _,
                    NotAlike _,
                    NotATicket _,
                    ClaimMismatch _ ->
                    409;
            case JustificationRequired _ -> 422;
            case TooFast _ -> 429;
        };
    }
}
