package dev.holdpoint.edge.postgres.catalogue.query;

import dev.holdpoint.events.VouchedFunction;
import java.util.List;
import java.util.stream.Collectors;

/** What a snapshot asks about functions that somebody vouches for. */
final class VouchedQueries {
    /**
     * function if printing it would not wait, its name with argument types, digest of its
     * definition. An owner is part of it: the function may run with the owner's rights.
     */
    private static final String FUNCTIONS =
            """
            SELECT p.oid, p.oid::pg_catalog.regprocedure,
                   'sha256:' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                       pg_catalog.pg_get_userbyid(p.proowner) || pg_catalog.chr(10)
                       || pg_catalog.pg_get_functiondef(p.oid), 'UTF8')), 'hex')
              FROM pg_catalog.pg_proc p
             WHERE p.oid >= 16384 AND p.prokind <> 'a'
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                                  AND d.objid = p.oid
                                  AND d.refobjid = ANY ('{changed}'::pg_catalog.oid[]))
               AND p.oid::pg_catalog.regprocedure::text = ANY (ARRAY[%s]::text[])""";

    private VouchedQueries() {}

    static String of(List<VouchedFunction> vouched, BeingChanged changed) {
        return changed.filledIn(FUNCTIONS)
                .formatted(
                        vouched.stream()
                                .map(function -> "'" + function.name().replace("'", "''") + "'")
                                .collect(Collectors.joining(", ")));
    }
}
