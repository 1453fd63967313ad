package dev.holdpoint.sql.catalogue;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides in a session which relation a name without a schema means.
 *
 * @param path schemas that are searched, in order, after PostgreSQL's own; null if not known
 * @param temporary names that relations may have which only the session sees, as it writes them:
 *     temporary ones, and those made in its open transaction
 * @param clouded whether anything at all may be a temporary relation's name
 * @param recoded whether code was changed that no snapshot shows yet
 */
public record Namespace(
        @Nullable List<String> path, Set<String> temporary, boolean clouded, boolean recoded) {
    /** No path is known, and there are no temporary relations. */
    public static final Namespace UNKNOWN = new Namespace(null, Set.of(), false, false);

    /** Names without a schema are PostgreSQL's own. */
    public static final Namespace QUALIFIED = new Namespace(List.of(), Set.of(), false, false);

    public Namespace {
        path = path == null ? null : List.copyOf(path);
        temporary = Set.copyOf(temporary);
    }

    /** Whether a name may be that of a temporary relation. */
    boolean shadows(String name) {
        return clouded || temporary.contains(name);
    }

    boolean isQualified() {
        return path != null && path.isEmpty() && !clouded;
    }

    /** Whether a routine can be called without its schema; PostgreSQL's own always can. */
    boolean reaches(String schema) {
        return path == null
                || schema.isEmpty()
                || schema.equals("pg_catalog")
                || path.contains(schema);
    }
}
