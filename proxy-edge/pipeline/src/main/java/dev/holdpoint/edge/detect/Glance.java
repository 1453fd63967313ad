package dev.holdpoint.edge.detect;

import dev.holdpoint.events.Detector;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** Tells in one pass over bytes whether a closer look could find anything. */
final class Glance {
    private static final int FEWEST_DIGITS = 8;
    private static final int SHORTEST_WORD = 16;
    private static final int PEM_WORD = 10;

    private final boolean numbers;
    private final boolean signs;
    private final int word;

    Glance(Set<Detector> detectors) {
        numbers =
                detectors.contains(Detector.CREDIT_CARD)
                        || detectors.contains(Detector.IBAN)
                        || detectors.contains(Detector.PHONE)
                        || detectors.contains(Detector.US_SSN);
        signs = detectors.contains(Detector.EMAIL);
        word =
                detectors.contains(Detector.PRIVATE_KEY)
                        ? PEM_WORD
                        : words(detectors) ? SHORTEST_WORD : Integer.MAX_VALUE;
    }

    private static boolean words(Set<Detector> detectors) {
        return detectors.contains(Detector.JWT)
                || detectors.contains(Detector.CLOUD_KEY)
                || detectors.contains(Detector.SECRET);
    }

    boolean isWorthIt(Buffer bytes, int from, int to) {
        int digits = 0;
        int run = 0;
        for (int at = from; at < to; at++) {
            byte each = bytes.getByte(at);
            digits += each >= '0' && each <= '9' ? 1 : 0;
            run = each > ' ' ? run + 1 : 0;
            if (numbers && digits >= FEWEST_DIGITS || signs && each == '@' || run >= word) {
                return true;
            }
        }
        return false;
    }
}
