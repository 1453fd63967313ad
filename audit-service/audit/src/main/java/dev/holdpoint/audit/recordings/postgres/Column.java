package dev.holdpoint.audit.recordings.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of a result.
 *
 * @param type the object id of its type
 * @param format how its values came: {@code text} or {@code binary}
 */
public record Column(String name, long type, String format) {
    private static final String BINARY = "binary";

    /** The columns of a RowDescription. */
    static List<Column> described(MessageBody body) {
        int count = body.count();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < count; i++) {
            columns.add(one(body));
        }
        body.mustBeEmpty();
        return List.copyOf(columns);
    }

    private static Column one(MessageBody body) {
        var name = body.string();
        body.int32();
        body.int16();
        long type = Integer.toUnsignedLong(body.int32());
        body.int16();
        body.int32();
        return new Column(name, type, body.int16() == 0 ? "text" : BINARY);
    }

    /** One of the function call protocol, which tells neither type nor format. */
    static Column ofFunctionResult() {
        return new Column("result", 0, BINARY);
    }

    boolean isBinary() {
        return format.equals(BINARY);
    }
}
