package dev.holdpoint.eventlog.store;

import java.util.regex.Pattern;

/**
 * The name of a service's PostgreSQL schema: lower-case letters, digits and underscores, so that it
 * can stand in SQL as it is.
 */
public record SchemaName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    public SchemaName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a schema name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
