package dev.holdpoint.sql.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A function or procedure that is not PostgreSQL's own.
 *
 * @param schema empty if that is not known: it may be in any
 * @param body what it runs, if that is SQL in the caller's surroundings; else empty. Of one that is
 *     vouched for, what a call evaluates beside it
 * @param qualified whether every name in the body means the same wherever it runs
 * @param vouched null unless somebody vouches for it
 */
public record CatalogRoutine(
        String schema, String name, String body, boolean qualified, @Nullable Vouched vouched) {
    /** For which nobody vouches. */
    public CatalogRoutine(String schema, String name, String body, boolean qualified) {
        this(schema, name, body, qualified, null);
    }

    /** Of which nothing but its name is known. */
    static CatalogRoutine named(String name) {
        return new CatalogRoutine("", name, "", false);
    }

    /** {@code schema.name}. */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
