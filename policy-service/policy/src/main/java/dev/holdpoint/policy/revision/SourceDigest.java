package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The digest of named texts, each with its length before it, so that none can pass for two. */
public final class SourceDigest {
    private SourceDigest() {}

    /** Of all of them, in their order. */
    public static Digest of(List<PolicySource> sources) {
        var digest = Sha256.start();
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
}
