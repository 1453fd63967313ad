package dev.holdpoint.sql;

import java.util.List;
import java.util.Set;

/** Tells names of PostgreSQL's own objects from others. */
final class Names {
    private static final String CATALOG = "pg_catalog";

    private Names() {}

    /**
     * Whether a name can only mean an object of {@code pg_catalog}, if there is one.
     *
     * @param others names that objects of other schemas have
     */
    static boolean isOwn(List<String> parts, Set<String> others) {
        return parts.size() == 1
                ? !others.contains(parts.getFirst())
                : parts.size() == 2 && parts.getFirst().equals(CATALOG);
    }
}
