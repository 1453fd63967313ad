package dev.holdpoint.edge.mask;

import dev.holdpoint.events.Mask;
import java.util.Base64;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Applies masks to values' texts, on one thread. */
public final class ValueMask {
    private static final String REDACTED = "****";
    private static final int TOKEN_BYTES = 16;
    private static final String DIGITS = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final MaskKey key;
    private @Nullable Mac mac;

    /**
     * @param key of the tokens that take the places of values
     */
    public ValueMask(MaskKey key) {
        this.key = key;
    }

    /**
     * The masked form of {@code value}, null for none at all. With {@link Mask.KeepLast}, values of
     * at most twice the kept length lose every character, so that short values do not leak.
     */
    public @Nullable String apply(Mask mask, String value) {
        return switch (mask) {
            case Mask.Redact() -> REDACTED;
            case Mask.KeepLast(int count) -> keepLast(value, count);
            case Mask.NullOut() -> null;
            case Mask.Token() -> token(value);
            case Mask.FormatPreserving() -> sameFormat(value);
        };
    }

    /** The token of a value: the same for equal values, wherever they are. */
    public String token(String value) {
        var bytes = keyed("token", value).next(TOKEN_BYTES);
        return "tok_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Bytes that stand for a value. */
    public byte[] bytes(String purpose, String value, int count) {
        return keyed(purpose, value).next(count);
    }

    /** A number from 0 up to, not including, {@code bound} that stands for a value. */
    public long number(String purpose, String value, long bound) {
        return keyed(purpose, value).below(bound);
    }

    /**
     * The integer that stands for this one and no other, whatever type both are in: it fits into
     * int2, into int4 or into int8 if {@code value} does.
     */
    public long integer(long value) {
        return new KeyedIntegers(mac()).other(value);
    }

    /** Other digits for digits, other letters for letters; ASCII punctuation stays. */
    public String sameFormat(String value) {
        var bytes = keyed("format", value);
        var text = new StringBuilder(value.length());
        value.codePoints().forEach(character -> text.append(other(character, bytes)));
        return text.toString();
    }

    private static char other(int character, KeyedBytes bytes) {
        if (character >= 128) {
            return LOWER.charAt(bytes.next() % LOWER.length());
        }
        for (var alphabet : new String[] {DIGITS, LOWER, UPPER}) {
            int at = alphabet.indexOf(character);
            if (at >= 0) {
                int shift = 1 + bytes.next() % (alphabet.length() - 1);
                return alphabet.charAt((at + shift) % alphabet.length());
            }
        }
        return (char) character;
    }

    private static String keepLast(String value, int count) {
        int length = value.codePointCount(0, value.length());
        if (length <= 2 * count) {
            return "*".repeat(length);
        }
        int kept = value.offsetByCodePoints(value.length(), -count);
        return "*".repeat(length - count) + value.substring(kept);
    }

    private KeyedBytes keyed(String purpose, String value) {
        return new KeyedBytes(mac(), purpose, value);
    }

    private Mac mac() {
        var known = mac;
        if (known == null) {
            known = key.mac();
            mac = known;
        }
        return known;
    }
}
