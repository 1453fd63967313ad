package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Escalation;
import dev.holdpoint.events.HoldTerms.FollowUp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What follows up under several terms: the earliest reminder; an escalation all of them allow. */
final class FollowUps {
    private FollowUps() {}

    static @Nullable FollowUp of(List<HoldTerms> terms, long expires) {
        var remind = reminder(terms).filter(after -> after < expires).orElse(null);
        var escalation = escalation(terms).filter(to -> to.afterSeconds() < expires).orElse(null);
        return remind == null && escalation == null ? null : new FollowUp(remind, escalation);
    }

    /**
     * Whether nobody can have stood in under {@code approved} who could not under {@code needed}.
     */
    static boolean satisfies(HoldTerms approved, HoldTerms needed) {
        return escalation(List.of(approved, needed)).equals(escalation(approved));
    }

    private static Optional<Long> reminder(List<HoldTerms> terms) {
        return terms.stream()
                .flatMap(one -> Stream.ofNullable(one.followUp()))
                .flatMap(one -> Stream.ofNullable(one.remindAfterSeconds()))
                .min(Long::compare);
    }

    private static Optional<Escalation> escalation(List<HoldTerms> terms) {
        return terms.stream()
                .map(FollowUps::escalation)
                .reduce((one, other) -> one.flatMap(o -> other.flatMap(p -> both(o, p))))
                .orElseThrow();
    }

    private static Optional<Escalation> escalation(HoldTerms terms) {
        return Optional.ofNullable(terms.followUp())
                .flatMap(followUp -> Optional.ofNullable(followUp.escalation()));
    }

    /** Those who may stand in under both, once they may under both. */
    private static Optional<Escalation> both(Escalation one, Escalation other) {
        var to = one.to().stream().filter(other.to()::contains).toList();
        return to.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Escalation(Math.max(one.afterSeconds(), other.afterSeconds()), to));
    }
}
