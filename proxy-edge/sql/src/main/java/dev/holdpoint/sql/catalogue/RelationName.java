package dev.holdpoint.sql.catalogue;

/** A relation's own name and its schema's, as PostgreSQL folds them. */
public record RelationName(String schema, String name) {
    /** {@code schema.name}. */
    public String text() {
        return schema + "." + name;
    }
}
