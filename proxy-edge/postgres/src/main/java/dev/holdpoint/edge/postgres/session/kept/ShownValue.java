package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A parameter as people see it: long ones by their beginning, their length and their SHA-256. */
final class ShownValue {
    static final int LONGEST = 4 * 1024;
    private static final int SHOWN = 256;

    private ShownValue() {}

    /** The next {@code length} bytes: text as it is, binary as {@code \\x} and hex. */
    static String read(PgBody body, int length, boolean binary) {
        if (length <= LONGEST) {
            var value = body.readBytes(length);
            return binary ? hex(value) : PgBody.utf8(value);
        }
        var whole = body.fork();
        var beginning = whole.readBytes(SHOWN);
        var digest = Sha256.start();
        body.digest(length, digest);
        return "%s… (%d bytes in all, sha256:%s)"
                .formatted(
                        binary ? hex(beginning) : new String(beginning, StandardCharsets.UTF_8),
                        length,
                        HexFormat.of().formatHex(digest.digest()));
    }

    private static String hex(byte[] value) {
        return "\\x" + HexFormat.of().formatHex(value);
    }
}
