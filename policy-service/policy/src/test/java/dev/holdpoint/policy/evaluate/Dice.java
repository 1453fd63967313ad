package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws numbers, moments and parts of lists; the same seed draws the same. */
abstract class Dice {
    final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    public final long rows() {
        return random.nextInt(1_000);
    }

    public final boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public final <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    final <T> List<T> some(List<? extends T> of, int most) {
        return List.copyOf(shuffled(of).subList(0, random.nextInt(most + 1)));
    }

    final <T> List<T> shuffled(List<? extends T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** A moment from noon on and, if there is an end, before it. */
    public final Instant before(@Nullable Instant end) {
        var most = end == null ? Duration.ofDays(400) : Duration.between(NOON, end);
        return NOON.plusMillis((long) (random.nextDouble() * most.toMillis()));
    }
}
