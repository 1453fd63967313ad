package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * What an approval is bound to: SHA-256 over the fields below, each preceded by its length in bytes
 * as a 32-bit big-endian number.
 *
 * <pre>
 *   "holdpoint/postgres/command/v3", surroundings, issuer, subject, target,
 *   "simple" | "extended" | "function", every statement text that could run,
 *   SHA-256 of formats and values of Bind, empty without one
 * </pre>
 *
 * The surroundings are all that was set, how what it uses is defined at the target ({@link
 * dev.holdpoint.edge.postgres.catalogue.Versions}) and what else its meaning hangs on ({@link
 * Footing}), so that another session of the same principal has the same digest only where the
 * command would do the same; see {@link
 * dev.holdpoint.edge.postgres.inputs.SessionTrail#surroundings}.
 */
final class StatementDigest {
    private static final String DOMAIN = "holdpoint/postgres/command/v3";

    private StatementDigest() {}

    static Digest of(
            SessionAttributes session,
            String surroundings,
            String mode,
            List<String> texts,
            byte[] bind) {
        var sha = Sha256.start();
        add(sha, DOMAIN);
        add(sha, surroundings);
        add(sha, session.principal().id().issuer());
        add(sha, session.principal().id().subject());
        add(sha, session.target().value());
        add(sha, mode);
        texts.forEach(text -> add(sha, text));
        add(sha, bind);
        return new Digest("sha256:" + HexFormat.of().formatHex(sha.digest()));
    }

    private static void add(MessageDigest sha, String text) {
        add(sha, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest sha, byte[] field) {
        sha.update(ByteBuffer.allocate(4).putInt(field.length).array());
        sha.update(field);
    }
}
