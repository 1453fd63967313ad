package dev.holdpoint.policy.api.question;

import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.access.Who;
import dev.holdpoint.service.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What access is asked about; what is left out is everything. */
public class AccessQuery {
    /** As of which moment; now if it is left out. */
    @RestQuery public @Nullable String at;

    /** A target's name. */
    @RestQuery public @Nullable String target;

    /** A subject. */
    @RestQuery public @Nullable String principal;

    /** Groups: of the principal all of them. */
    @RestQuery public @Nullable List<String> group;

    /** {@code human}, {@code agent} or {@code service}. */
    @RestQuery public @Nullable String kind;

    /** Whose subject {@code principal} is; the caller's if it is left out. */
    @RestQuery public @Nullable String issuer;

    /** The subject of the human that the principal acts for. */
    @RestQuery public @Nullable String onBehalfOf;

    @RestQuery public @Nullable Integer limit;
    @RestQuery public @Nullable String cursor;

    Who who(String realm) {
        return new Who(
                id(principal, realm),
                group == null ? Set.of() : Set.copyOf(group),
                kind(),
                id(onBehalfOf, realm));
    }

    private @Nullable PrincipalId id(@Nullable String subject, String realm) {
        if (subject == null) {
            return null;
        }
        var whose = issuer == null ? realm : issuer;
        if (subject.isBlank() || whose.isBlank()) {
            throw new Problem(
                    400, "bad-principal", "principal, onBehalfOf and issuer are names, not blank.");
        }
        return new PrincipalId(whose, subject);
    }

    @Nullable TargetName target() {
        if (target != null && target.isBlank()) {
            throw new Problem(400, "bad-target", "Name a target, or leave it out for all of them.");
        }
        return target == null ? null : new TargetName(target);
    }

    private @Nullable PrincipalKind kind() {
        if (kind == null) {
            return null;
        }
        return Arrays.stream(PrincipalKind.values())
                .filter(one -> word(one).equals(kind))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Problem(
                                        400,
                                        "bad-kind",
                                        Arrays.stream(PrincipalKind.values())
                                                .map(AccessQuery::word)
                                                .collect(
                                                        Collectors.joining(
                                                                ", ", "kind is one of ", "."))));
    }

    private static String word(PrincipalKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
