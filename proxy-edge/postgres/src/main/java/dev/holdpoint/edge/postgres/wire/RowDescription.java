package dev.holdpoint.edge.postgres.wire;

import java.util.ArrayList;
import java.util.List;

/** The columns of a result (RowDescription), with the origin the target vouches for. */
public record RowDescription(List<Column> columns) {
    public RowDescription {
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param name as people are told of it; nothing is decided by it
     * @param table OID of the table it comes from, 0 if it is computed
     * @param attribute number of the column in that table, 0 if computed or a whole row
     * @param modifier of the type, such as its length; -1 if it has none
     * @param format 0 for text, 1 for binary
     */
    public record Column(
            String name, int table, int attribute, int type, int modifier, int format) {
        /** Whether its values come in the type's binary form. */
        public boolean isBinary() {
            return format != 0;
        }
    }

    /**
     * Reads a RowDescription (section 55.7).
     *
     * @throws MalformedFrame if the frame is none
     */
    public static RowDescription read(PgFrame frame) {
        var body = frame.body();
        int count = body.readShort();
        var columns = new ArrayList<Column>(Math.min(count, 2_000));
        for (int i = 0; i < count; i++) {
            var name = body.readText();
            int table = body.readInt();
            int attribute = (short) body.readShort();
            int type = body.readInt();
            body.readShort();
            int modifier = body.readInt();
            int format = body.readShort();
            columns.add(new Column(name, table, attribute, type, modifier, format));
        }
        body.end();
        return new RowDescription(columns);
    }
}
