package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digest of named texts, each with its length before it, so that none can pass for two. */
final class SourceDigest {
    private SourceDigest() {}

    static Digest of(List<PolicySource> sources) {
        var digest = sha256();
        for (var source : sources) {
            add(digest, source.name());
            add(digest, source.yaml());
        }
        return new Digest("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    private static void add(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
