package dev.holdpoint.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a receiver does by the text of Standard Webhooks 1.0.0, sections "Signature scheme",
 * "Webhook headers" and "Verifying signatures". Shares nothing with the sender.
 */
final class Specification {
    /** The example that the project's own libraries are tested with. */
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    static final long TIMESTAMP = 1614265330;
    static final String BODY = "{\"test\": 2432232314}";
    static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Specification() {}

    static boolean accepts(Map<String, String> headers, byte[] body, String secret, Instant now) {
        var id = headers.get("webhook-id");
        var timestamp = headers.get("webhook-timestamp");
        var signatures = headers.get("webhook-signature");
        if (id == null || timestamp == null || signatures == null || id.contains(".")) {
            return false;
        }
        var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0
                && matches(signatures, expected(id, timestamp, body, secret));
    }

    private static boolean matches(String signatures, byte[] expected) {
        boolean matches = false;
        for (var signature : signatures.split(" ")) {
            var parts = signature.split(",", 2);
            matches |=
                    parts[0].equals("v1")
                            && MessageDigest.isEqual(
                                    Base64.getDecoder().decode(parts[1]), expected);
        }
        return matches;
    }

    private static byte[] expected(String id, String timestamp, byte[] body, String secret) {
        var content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + timestamp + ".").getBytes(UTF_8));
        content.writeBytes(body);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
