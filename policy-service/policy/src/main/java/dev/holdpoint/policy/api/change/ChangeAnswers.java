package dev.holdpoint.policy.api.change;

import dev.holdpoint.policy.api.Findings;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.RevisionRefused;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** From requests over REST to deciders and back: who asks, what was sent, what is refused. */
@Singleton
public final class ChangeAnswers {
    private static final Pattern ENTITY_TAG = Pattern.compile("\"?(\\d{1,18})\"?");

    private final CurrentPrincipal caller;
    private final PolicyDesk desk;

    ChangeAnswers(CurrentPrincipal caller, PolicyDesk desk) {
        this.caller = caller;
        this.desk = desk;
    }

    /** The caller, with the version it has seen. */
    Requester requester(@Nullable String ifMatch) {
        return new Requester(caller.get(), version(ifMatch), Instant.now(), desk.fourEyes());
    }

    static OptionalLong version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return OptionalLong.empty();
        }
        var version = ENTITY_TAG.matcher(ifMatch.strip());
        if (!version.matches()) {
            throw new Problem(
                    400, "bad-precondition", "If-Match is a version, as an ETag or a view has it.");
        }
        return OptionalLong.of(Long.parseLong(version.group(1)));
    }

    /** Reads a body; what is wrong with it is a 422 that names all of it. */
    static <T> T read(byte[] body, Function<String, T> reader) {
        return read(() -> reader.apply(new String(body, StandardCharsets.UTF_8)));
    }

    /** Reads whatever is read by the rules of documents. */
    static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidDocuments e) {
            throw Findings.problem("invalid-request", e);
        }
    }

    static <T> Uni<T> of(Supplier<Future<T>> call) {
        return Uni.createFrom()
                .completionStage(() -> call.get().toCompletionStage())
                .onFailure(ChangeRefused.class)
                .transform(ChangeAnswers::problem)
                .onFailure(RevisionRefused.class)
                .transform(ChangeAnswers::denied);
    }

    /** Refuses those who do not govern before they are told what there is. */
    static void requireGoverning(Requester by) {
        try {
            by.requireGoverning();
        } catch (ChangeRefused e) {
            throw problem(e);
        }
    }

    /** An answer that names the version it shows. */
    static <T> RestResponse<T> versioned(RestResponse.Status status, T body, long version) {
        return RestResponse.ResponseBuilder.create(status, body)
                .header("ETag", "\"" + version + "\"")
                .build();
    }

    private static Problem problem(ChangeRefused refused) {
        return new Problem(status(refused), refused.kind().code(), refused.reason());
    }

    /** Nothing is changed where it cannot be told what is there. */
    private static Problem denied(Throwable refused) {
        return refused instanceof RevisionRefused why
                ? new Problem(409, why.code(), why.reason())
                : new Problem(409, "refused", String.valueOf(refused));
    }

    private static int status(ChangeRefused refused) {
        return switch (refused.kind()) {
            case NOT_ALLOWED, SELF_GRANT, NOT_A_PERSON, FOUR_EYES -> 403;
            case UNKNOWN -> 404;
            case TAKEN, OVER, OTHER_ORIGIN -> 409;
            case CHANGED -> 412;
            case WIDER, UNFIT -> 422;
            case UNSTATED -> 428;
        };
    }
}
