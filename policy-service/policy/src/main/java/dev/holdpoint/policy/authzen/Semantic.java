package dev.holdpoint.policy.authzen;

import dev.holdpoint.service.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far several evaluations are gone through. */
enum Semantic {
    EXECUTE_ALL,
    DENY_ON_FIRST_DENY,
    PERMIT_ON_FIRST_PERMIT;

    private static final String OPTION = "evaluations_semantic";

    /** What the request's options say; all, if they do not. */
    static Semantic of(Members request) {
        return request.orEmpty("options")
                .optionalText(OPTION)
                .map(Semantic::of)
                .orElse(EXECUTE_ALL);
    }

    private static Semantic of(String name) {
        return Arrays.stream(values())
                .filter(semantic -> semantic.word().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** Whether nothing is evaluated after this. */
    boolean endsWith(boolean decision) {
        return switch (this) {
            case EXECUTE_ALL -> false;
            case DENY_ON_FIRST_DENY -> !decision;
            case PERMIT_ON_FIRST_PERMIT -> decision;
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Problem unknown(String name) {
        return new Problem(
                400,
                "bad-request",
                Arrays.stream(values())
                        .map(Semantic::word)
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "options." + OPTION + " is one of ",
                                        "; not " + name)));
    }
}
