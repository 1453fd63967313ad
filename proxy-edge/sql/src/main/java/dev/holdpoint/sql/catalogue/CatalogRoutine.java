package dev.holdpoint.sql.catalogue;

/**
 * A function or procedure that is not PostgreSQL's own.
 *
 * @param schema empty if that is not known: it may be in any
 * @param body what it runs, if that is SQL in the caller's surroundings; else empty
 * @param qualified whether every name in the body means the same wherever it runs
 */
public record CatalogRoutine(String schema, String name, String body, boolean qualified) {
    /** Of which nothing but its name is known. */
    static CatalogRoutine named(String name) {
        return new CatalogRoutine("", name, "", false);
    }
}
