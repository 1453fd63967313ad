package dev.holdpoint.audit.recordings.postgres;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** An error or a notice, as the client was told. */
public record Report(
        @Nullable String severity,
        @Nullable String code,
        @Nullable String message,
        @Nullable String detail,
        @Nullable String hint) {

    static Report read(MessageBody body) {
        var fields = new HashMap<Integer, String>();
        for (int field = body.int8(); field != 0; field = body.int8()) {
            fields.putIfAbsent(field, body.string());
        }
        body.mustBeEmpty();
        return new Report(
                fields.get((int) 'S'),
                fields.get((int) 'C'),
                fields.get((int) 'M'),
                fields.get((int) 'D'),
                fields.get((int) 'H'));
    }
}
