package dev.holdpoint.policy.api.revision;

import dev.holdpoint.eventlog.store.ConcurrentAppend;
import dev.holdpoint.policy.api.Findings;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.revision.RevisionRefused;
import dev.holdpoint.service.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** From what is done with revisions to REST and back: in time, or 503; refusals are problems. */
final class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Answers() {}

    static <T> Uni<T> of(Supplier<Future<T>> call) {
        return Uni.createFrom()
                .completionStage(() -> call.get().toCompletionStage())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .transform(Answers::problem);
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case InvalidDocuments invalid -> Findings.problem(invalid);
            case RevisionRefused refused -> refused(refused);
            case ConcurrentAppend _ ->
                    new Problem(409, "revision-changed", "Others were faster: look and try again.");
            default -> {
                LOG.warnf("no answer in time: cause=%s", failure);
                yield new Problem(
                        503, "policy-unavailable", "It may have been done or not: look again.");
            }
        };
    }

    private static Problem refused(RevisionRefused refused) {
        int status =
                switch (refused) {
                    case RevisionRefused.Unknown _ -> 404;
                    case RevisionRefused.Overtaken _ -> 412;
                    case RevisionRefused.Unsigned _,
                            RevisionRefused.AlreadyActive _,
                            RevisionRefused.StrangeKey _,
                            RevisionRefused.Unvouched _,
                            RevisionRefused.Apart _ ->
                            409;
                    case RevisionRefused.SamePerson _, RevisionRefused.NotAPerson _ -> 403;
                };
        Map<String, ?> members =
                refused instanceof RevisionRefused.Overtaken overtaken
                        ? Map.of("current", overtaken.current().value())
                        : Map.of();
        return new Problem(status, refused.code(), refused.reason(), members);
    }
}
