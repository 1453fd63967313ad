package dev.holdpoint.approval.slack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's signature of a request, version 0: over the very bytes that came.
 *
 * @param timestamp {@code X-Slack-Request-Timestamp}
 * @param signature {@code X-Slack-Signature}
 */
record RequestSignature(String timestamp, String signature) {
    /** A request is good for that long, by either clock. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern FORM = Pattern.compile("v0=[0-9a-f]{64}");

    /** Whether it is of that body by that key, and of about now. */
    boolean isOf(byte[] body, byte[] key, Instant now) {
        return key.length > 0
                && SECONDS.matcher(timestamp).matches()
                && FORM.matcher(signature).matches()
                && isRecent(now)
                && MessageDigest.isEqual(
                        signature.getBytes(US_ASCII), of(body, key).getBytes(US_ASCII));
    }

    private boolean isRecent(Instant now) {
        long off = Math.abs(now.getEpochSecond() - Long.parseLong(timestamp));
        return off <= WINDOW.toSeconds();
    }

    private String of(byte[] body, byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(("v0:" + timestamp + ":").getBytes(UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }
}
