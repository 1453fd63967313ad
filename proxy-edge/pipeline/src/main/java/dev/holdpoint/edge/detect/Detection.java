package dev.holdpoint.edge.detect;

import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Something found in a text, and what is to be done with it.
 *
 * @param detector what it looks like first of all
 * @param rule who asks for its mask
 */
public record Detection(int from, int to, Detector detector, Mask mask, @Nullable String rule) {
    /** The same, redacted where it would become NULL. */
    public Detection neverNull() {
        return mask instanceof Mask.NullOut
                ? new Detection(from, to, detector, new Mask.Redact(), rule)
                : this;
    }

    /** The same, found as this stretch. */
    public Detection at(int start, int end) {
        return new Detection(start, end, detector, mask, rule);
    }

    /** One stretch that covers both; masked whole if they are masked in different ways. */
    Detection and(Detection other) {
        return new Detection(
                Math.min(from, other.from),
                Math.max(to, other.to),
                detector,
                mask.equals(other.mask) ? mask : new Mask.Redact(),
                rule);
    }
}
