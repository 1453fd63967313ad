package dev.holdpoint.approval.request;

import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessQuery;
import io.vertx.core.Future;

/** What policy lets people ask for. */
@FunctionalInterface
public interface AccessOffers {
    /** Fails if there is no answer. */
    Future<AccessAnswer> ask(AccessQuery query);
}
