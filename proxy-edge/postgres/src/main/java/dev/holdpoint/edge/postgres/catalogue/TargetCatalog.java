package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of what a target consists of, as far as deciding and masking need it.
 *
 * @param relations user relations by OID
 * @param sources for a view, a materialised view or a child table: the columns (or whole relations,
 *     attribute 0) its contents come from
 * @param schemas those whose objects the target account may use
 * @param plainTypes OIDs of users' types whose values only PostgreSQL's own code reads
 * @param versions what definitions everything has
 */
public record TargetCatalog(
        Instant takenAt,
        Map<Integer, Relation> relations,
        Map<Integer, Set<Origin>> sources,
        SqlCatalog names,
        Set<String> schemas,
        Set<Integer> plainTypes,
        Versions versions) {
    public TargetCatalog {
        relations = Map.copyOf(relations);
        sources = Map.copyOf(sources);
        schemas = Set.copyOf(schemas);
        plainTypes = Set.copyOf(plainTypes);
    }

    /** Of a target whose account may use no schema by its name alone. */
    public TargetCatalog(
            Instant takenAt,
            Map<Integer, Relation> relations,
            Map<Integer, Set<Origin>> sources,
            SqlCatalog names) {
        this(takenAt, relations, sources, names, Set.of(), Set.of(), Versions.NONE);
    }

    /** With the names of an earlier one if nothing changed: what is known of texts stays known. */
    TargetCatalog like(@Nullable TargetCatalog earlier) {
        return earlier != null && earlier.names.equals(names)
                ? new TargetCatalog(
                        takenAt, relations, sources, earlier.names, schemas, plainTypes, versions)
                : this;
    }

    /**
     * A table, view or the like.
     *
     * @param columns name by attribute number
     * @param generated what columns are made from, as {@code CatalogRelation} has it
     * @param types of the columns by name, of domains those of what they are made on
     */
    public record Relation(
            String schema,
            String name,
            char kind,
            Map<Integer, String> columns,
            List<Integer> parents,
            Map<String, Set<String>> generated,
            Map<String, ColumnType> types) {
        public Relation {
            columns = Map.copyOf(columns);
            parents = List.copyOf(parents);
            generated = Map.copyOf(generated);
            types = Map.copyOf(types);
        }

        /** One of whose columns the types are not known. */
        public Relation(
                String schema,
                String name,
                char kind,
                Map<Integer, String> columns,
                List<Integer> parents,
                Map<String, Set<String>> generated) {
            this(schema, name, kind, columns, parents, generated, Map.of());
        }

        /** One without generated columns. */
        public Relation(
                String schema,
                String name,
                char kind,
                Map<Integer, String> columns,
                List<Integer> parents) {
            this(schema, name, kind, columns, parents, Map.of());
        }

        /** Its schema and its name. */
        public String qualifiedName() {
            return schema + "." + name;
        }

        /** The column of that number with the names of its relation and schema. */
        public String column(int attribute) {
            return schema + "." + name + "." + columns.getOrDefault(attribute, "?");
        }
    }

    /**
     * The type of a column.
     *
     * @param oid 0 if it is not known
     * @param modifier as RowDescription has it: length or precision; -1 without
     */
    public record ColumnType(int oid, int modifier) {
        /** One that is not known. */
        public static final ColumnType NONE = new ColumnType(0, -1);
    }

    /** A column of a relation; attribute 0 means the relation as a whole. */
    public record Origin(int relation, int attribute) {}
}
