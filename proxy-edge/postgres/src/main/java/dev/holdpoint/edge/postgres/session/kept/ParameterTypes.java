package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The types a Parse message gives parameters; 0 leaves one to the target. A value is read as its
 * parameter's type says, by code that no text names.
 */
public record ParameterTypes(List<Integer> oids) {
    static final ParameterTypes NONE = new ParameterTypes(List.of());

    private static final int FIRST_OF_USERS = 16_384;

    /** Their values are what they are shown as. */
    private static final Set<Integer> PLAIN =
            Set.of(
                    0,
                    TypeOid.BOOL,
                    TypeOid.BYTEA,
                    TypeOid.INT8,
                    TypeOid.INT2,
                    TypeOid.INT4,
                    TypeOid.TEXT,
                    TypeOid.JSON,
                    TypeOid.FLOAT4,
                    TypeOid.FLOAT8,
                    TypeOid.UNKNOWN,
                    TypeOid.VARCHAR,
                    TypeOid.DATE,
                    TypeOid.TIME,
                    TypeOid.TIMESTAMP,
                    TypeOid.TIMESTAMPTZ,
                    TypeOid.NUMERIC,
                    TypeOid.UUID,
                    TypeOid.JSONB);

    public ParameterTypes {
        oids = List.copyOf(oids);
    }

    /** Reads the rest of a Parse message. */
    public static ParameterTypes rest(PgBody body) {
        int count = body.readShort();
        if (count == 0) {
            body.end();
            return NONE;
        }
        var oids = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            oids.add(body.readInt());
        }
        body.end();
        return new ParameterTypes(oids);
    }

    /** Whether reading values of them runs no code but PostgreSQL's own. */
    public boolean areHarmless(TargetCatalog catalog) {
        return oids.stream()
                .allMatch(oid -> isOfPostgres(oid) || catalog.plainTypes().contains(oid));
    }

    private static boolean isOfPostgres(int oid) {
        return Integer.compareUnsigned(oid, FIRST_OF_USERS) < 0;
    }

    /** What the target reads a statement by. */
    String with(String surroundings) {
        return oids.isEmpty() ? surroundings : surroundings + " parameters " + oids;
    }

    /** Values as people are shown them, with the type where it is an uncommon one. */
    public List<String> shown(List<String> values) {
        if (PLAIN.containsAll(oids)) {
            return values;
        }
        var shown = new ArrayList<>(values);
        for (int i = 0; i < Math.min(oids.size(), values.size()); i++) {
            if (!PLAIN.contains(oids.get(i))) {
                shown.set(i, values.get(i) + " (read as type " + oids.get(i) + ")");
            }
        }
        return shown;
    }
}
