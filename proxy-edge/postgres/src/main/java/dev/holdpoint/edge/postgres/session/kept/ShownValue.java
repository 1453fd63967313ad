package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.sql.text.CredentialLiterals;
import dev.holdpoint.sql.text.RecordableText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
            if (!binary) {
                return RecordableText.value(PgBody.utf8(value));
            }
            return isCredential(value) ? RecordableText.HIDDEN : hex(value);
        }
        var read = body.fork().readBytes(LONGEST);
        var beginning = Arrays.copyOf(read, SHOWN);
        var digest = Sha256.start();
        body.digest(length, digest);
        return "%s… (%d bytes in all, sha256:%s)"
                .formatted(
                        isCredential(read) ? RecordableText.HIDDEN : beginning(beginning, binary),
                        length,
                        HexFormat.of().formatHex(digest.digest()));
    }

    private static String beginning(byte[] value, boolean binary) {
        return binary ? hex(value) : new String(value, StandardCharsets.UTF_8);
    }

    /** As text: drivers send that in binary form, too. */
    private static boolean isCredential(byte[] value) {
        return CredentialLiterals.isIn(new String(value, StandardCharsets.UTF_8));
    }

    private static String hex(byte[] value) {
        return "\\x" + HexFormat.of().formatHex(value);
    }
}
