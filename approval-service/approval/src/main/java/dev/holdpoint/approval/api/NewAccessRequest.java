package dev.holdpoint.approval.api;

import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.service.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param effects {@code read}, {@code write} and so on
 * @param seconds for how long, from the approval
 * @param reason at most 2,000 characters
 */
public record NewAccessRequest(
        @Nullable String target,
        @Nullable List<String> effects,
        @Nullable Long seconds,
        @Nullable String reason) {
    private static final String KNOWN =
            Arrays.stream(Effect.values())
                    .filter(effect -> effect != Effect.UNKNOWN)
                    .map(effect -> effect.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));

    TargetName targetName() {
        if (target == null || target.isBlank()) {
            throw new Problem(422, "no-target", "Name the target.");
        }
        return new TargetName(target);
    }

    AccessScope scope() {
        if (effects == null || seconds == null) {
            throw new Problem(
                    422, "no-scope", "Give effects, for example [\"read\"], and seconds.");
        }
        return scope(effects, seconds);
    }

    static AccessScope scope(List<String> effects, long seconds) {
        if (effects.isEmpty()) {
            throw new Problem(422, "unknown-effect", "Effects are of " + KNOWN + ".");
        }
        if (seconds < 1 || seconds > AccessScope.MOST_SECONDS) {
            throw new Problem(
                    422,
                    "bad-duration",
                    "Access is for 1 to %d seconds, not %d."
                            .formatted(AccessScope.MOST_SECONDS, seconds));
        }
        return new AccessScope(effects.stream().map(NewAccessRequest::effect).toList(), seconds);
    }

    private static Effect effect(@Nullable String word) {
        return Arrays.stream(Effect.values())
                .filter(effect -> effect != Effect.UNKNOWN)
                .filter(effect -> effect.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Problem(
                                        422,
                                        "unknown-effect",
                                        "%s is not known: effects are of %s."
                                                .formatted(word, KNOWN)));
    }
}
