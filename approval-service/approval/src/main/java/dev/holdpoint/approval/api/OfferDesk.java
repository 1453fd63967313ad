package dev.holdpoint.approval.api;

import dev.holdpoint.approval.access.AccessRefusal;
import dev.holdpoint.approval.request.AccessOffers;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessAnswer.NotOffered;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.service.Problem;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Asks policy what may be asked for, and whether it still may, by the same people's votes. */
@Singleton
final class OfferDesk {
    private static final Logger LOG = Logger.getLogger(OfferDesk.class);

    private final AccessOffers offers;

    OfferDesk(AccessOffers offers) {
        this.offers = offers;
    }

    /** Fails with a problem if it may not be asked for, or nobody knows. */
    Future<Offered> offered(AccessQuery query) {
        return ask(query)
                .compose(
                        answer ->
                                switch (answer) {
                                    case Offered offered -> Future.succeededFuture(offered);
                                    case NotOffered not -> Future.failedFuture(problem(not));
                                });
    }

    /**
     * Fails unless policy offers all of that, to be decided as the request says.
     *
     * @param requester in the groups that they are in by now
     * @param scopes what was asked for, or less
     */
    Future<Void> require(
            AccessRequested requested, Principal requester, Collection<AccessScope> scopes) {
        return Future.all(scopes.stream().map(scope -> same(requested, requester, scope)).toList())
                .mapEmpty();
    }

    private Future<Void> same(AccessRequested requested, Principal requester, AccessScope scope) {
        var query =
                new AccessQuery(
                        requester, requested.target(), scope, !requested.reason().isBlank());
        boolean whole = scope.equals(requested.asked());
        return ask(query)
                .compose(
                        answer ->
                                switch (answer) {
                                    case Offered(_, _, var terms)
                                            when terms.equals(requested.terms()) ->
                                            Future.succeededFuture();
                                    case Offered _ when whole ->
                                            Future.failedFuture(
                                                    AccessRefusal.offerChanged(
                                                            "others decide about it now."));
                                    case Offered _ ->
                                            Future.failedFuture(
                                                    AccessRefusal.othersDecide(
                                                            "policy asks others about so much."));
                                    case NotOffered(Cause cause, _)
                                            when cause == Cause.POLICY_UNAVAILABLE ->
                                            Future.failedFuture(unavailable());
                                    case NotOffered(_, var reason) ->
                                            Future.failedFuture(AccessRefusal.offerChanged(reason));
                                });
    }

    private Future<AccessAnswer> ask(AccessQuery query) {
        return offers.ask(query)
                .recover(
                        failure -> {
                            LOG.warnf("policy-service does not answer: cause=%s", failure);
                            return Future.failedFuture(unavailable());
                        });
    }

    private static Problem unavailable() {
        return new Problem(
                503,
                "policy-unavailable",
                "Nobody knows at the moment what policy offers. Nothing was changed; try again.");
    }

    private static Problem problem(NotOffered not) {
        int status =
                switch (not.cause()) {
                    case NOT_REQUESTABLE -> 403;
                    case TOO_LONG, JUSTIFICATION_REQUIRED -> 422;
                    case POLICY_UNAVAILABLE -> 503;
                };
        var code = not.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(status, code, not.reason());
    }
}
