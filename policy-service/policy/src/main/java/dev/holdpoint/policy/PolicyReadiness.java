package dev.holdpoint.policy;

import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.revision.Rulebooks;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once a revision decides, or a person is to choose the first; says which, where the
 * documents are broken or name targets that are not there, and what else is to be known about the
 * revisions.
 */
@Readiness
@Singleton
public final class PolicyReadiness implements HealthCheck {
    private static final int MOST_PLACES = 10;

    private final Rulebooks rulebooks;
    private final PolicyLifecycle lifecycle;

    PolicyReadiness(Rulebooks rulebooks, PolicyLifecycle lifecycle) {
        this.rulebooks = rulebooks;
        this.lifecycle = lifecycle;
    }

    private String targets() {
        var absent = lifecycle.absentTargets();
        var places = absent.stream().limit(MOST_PLACES).map(one -> one.place().toString());
        return absent.isEmpty()
                ? "ok"
                : places.collect(
                        Collectors.joining(
                                ", ",
                                absent.size() + " names of targets that are not there: ",
                                ""));
    }

    @Override
    public HealthCheckResponse call() {
        Rulebook rulebook = rulebooks.current();
        return HealthCheckResponse.named("policy")
                .status(rulebook.revision() != null || lifecycle.awaitsPerson())
                .withData("revision", rulebook.revisionId().value())
                .withData("generation", rulebook.number())
                .withData("documents", lifecycle.problem().orElse("ok"))
                .withData("revisions", lifecycle.notice().orElse("ok"))
                .withData("targets", targets())
                .build();
    }
}
