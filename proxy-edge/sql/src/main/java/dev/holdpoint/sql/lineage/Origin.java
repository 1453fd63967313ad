package dev.holdpoint.sql.lineage;

/**
 * Where a value comes from, in the names the target's catalogue gives.
 *
 * @param relation a table, a view or the like
 * @param column {@code *} for the whole row
 */
public record Origin(String schema, String relation, String column) {
    /** The column that stands for a whole row. */
    public static final String WHOLE_ROW = "*";

    /** {@code schema.relation.column}. */
    public String text() {
        return schema + "." + relation + "." + column;
    }
}
