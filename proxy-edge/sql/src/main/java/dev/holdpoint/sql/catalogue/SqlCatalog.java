package dev.holdpoint.sql.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a target has beyond PostgreSQL's own, whatever may hide behind a name, and how a session
 * reads names.
 *
 * @param opaqueRelations names of relations reading or writing which runs code or leaves the
 *     database
 * @param relations tables, views and the like by name
 * @param snapshot tells snapshots apart, whoever sees them; equal ones hold the same
 */
public record SqlCatalog(
        CatalogCode code,
        Set<String> opaqueRelations,
        Map<String, List<CatalogRelation>> relations,
        Namespace namespace,
        long snapshot) {
    private static final AtomicLong SNAPSHOTS = new AtomicLong();

    /** A target nothing is known of but PostgreSQL's own objects. */
    public static final SqlCatalog EMPTY = new SqlCatalog(Set.of(), Set.of(), Set.of(), Set.of());

    /**
     * PostgreSQL keeps this beginning of a name for its own relations and for temporary schemas.
     */
    private static final String RESERVED = "pg_";

    private static final String OWN = "pg_catalog";

    public SqlCatalog {
        opaqueRelations = Set.copyOf(opaqueRelations);
        relations = Map.copyOf(relations);
    }

    /** A new snapshot. */
    public SqlCatalog(
            CatalogCode code,
            Set<String> opaqueRelations,
            Map<String, List<CatalogRelation>> relations,
            Namespace namespace) {
        this(code, opaqueRelations, relations, namespace, SNAPSHOTS.incrementAndGet());
    }

    /** A target of whose relations nothing is known, and of whose code only names. */
    public SqlCatalog(
            Set<String> functions,
            Set<String> operators,
            Set<String> types,
            Set<String> opaqueRelations) {
        this(functions, operators, types, opaqueRelations, Map.of());
    }

    /** A target that has these relations and nobody's code. */
    public static SqlCatalog of(CatalogRelation... relations) {
        return new SqlCatalog(Set.of(), Set.of(), Set.of(), Set.of(), byName(List.of(relations)));
    }

    /** A target of whose code only names are known. */
    public SqlCatalog(
            Set<String> functions,
            Set<String> operators,
            Set<String> types,
            Set<String> opaqueRelations,
            Map<String, List<CatalogRelation>> relations) {
        this(
                new CatalogCode(
                        CatalogCode.byName(functions.stream().map(CatalogRoutine::named).toList()),
                        operators,
                        types,
                        Set.of(),
                        false),
                opaqueRelations,
                relations,
                Namespace.UNKNOWN);
    }

    /** Relations as {@link #relations()} keeps them. */
    public static Map<String, List<CatalogRelation>> byName(Collection<CatalogRelation> all) {
        return all.stream().collect(Collectors.groupingBy(CatalogRelation::name));
    }

    /** The same target as a session with that namespace sees it. */
    public SqlCatalog under(Namespace other) {
        return other.equals(namespace)
                ? this
                : new SqlCatalog(code, opaqueRelations, relations, other, snapshot);
    }

    /** Whether it is the very same snapshot, seen in the same way. */
    public boolean isSame(SqlCatalog other) {
        return snapshot == other.snapshot && namespace.equals(other.namespace);
    }

    /** What texts are understood by with it. */
    public Basis basis() {
        return new Basis(snapshot, namespace);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlCatalog catalog
                && code.equals(catalog.code)
                && opaqueRelations.equals(catalog.opaqueRelations)
                && relations.equals(catalog.relations)
                && namespace.equals(catalog.namespace);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, opaqueRelations, relations, namespace);
    }

    /** Names of functions and procedures that are not PostgreSQL's own. */
    public Set<String> functions() {
        return code.routines().keySet();
    }

    /** Names of operators that are not PostgreSQL's own. */
    public Set<String> operators() {
        return code.operators();
    }

    /** Names of types that are not PostgreSQL's own and whose values run code. */
    public Set<String> types() {
        return code.types();
    }

    /**
     * The relation a name certainly means: the one of that schema, or without a schema the first on
     * the search path; if the path is not known, the only one of that name.
     *
     * @param schema empty if none was given
     */
    public Optional<CatalogRelation> relation(String schema, String name) {
        var named = relations.getOrDefault(name, List.of());
        if (!schema.isEmpty()) {
            return in(schema, named);
        }
        if (name.startsWith(RESERVED) || namespace.shadows(name)) {
            return Optional.empty();
        }
        var path = namespace.path();
        if (path != null) {
            return path.stream().flatMap(one -> in(one, named).stream()).findFirst();
        }
        return named.size() == 1 && !named.getFirst().schema().startsWith(RESERVED)
                ? Optional.of(named.getFirst())
                : Optional.empty();
    }

    private static Optional<CatalogRelation> in(String schema, List<CatalogRelation> named) {
        return named.stream().filter(one -> one.schema().equals(schema)).findFirst();
    }

    /** Every relation a name may mean. */
    public List<CatalogRelation> candidates(String schema, String name) {
        var certain = relation(schema, name);
        if (certain.isPresent() || !schema.isEmpty() || namespace.isQualified()) {
            return certain.stream().toList();
        }
        return relations.getOrDefault(name, List.of());
    }

    /** Whether a name means a relation that should be in the snapshot and is not. */
    public boolean isMissing(String schema, String name) {
        boolean own =
                schema.isEmpty()
                        ? name.startsWith(RESERVED) || namespace.shadows(name)
                        : schema.startsWith(RESERVED)
                                || schema.equals("information_schema")
                                || namespace.shadows(schema + "." + name);
        return !own && candidates(schema, name).isEmpty();
    }

    /** Whether a relation can only be the one of {@code pg_catalog}, if there is one. */
    public boolean isOwnRelation(String schema, String name) {
        boolean hidden =
                schema.isEmpty()
                        && (namespace.shadows(name) || !candidates(schema, name).isEmpty());
        return !hidden && (schema.isEmpty() || schema.equals(OWN));
    }

    /** The routines that are not PostgreSQL's own and that a call may mean. */
    public List<CatalogRoutine> routines(List<String> parts) {
        var named = code.routines().getOrDefault(parts.getLast(), List.of());
        return switch (parts.size()) {
            case 1 -> named.stream().filter(one -> namespace.reaches(one.schema())).toList();
            case 2 -> named.stream().filter(one -> isOf(parts.getFirst(), one)).toList();
            default -> named;
        };
    }

    private static boolean isOf(String schema, CatalogRoutine routine) {
        return routine.schema().isEmpty() ? !schema.equals(OWN) : routine.schema().equals(schema);
    }

    /** Whether a call can only mean a function of {@code pg_catalog}, if there is one. */
    public boolean isOwnFunction(List<String> parts) {
        return routines(parts).isEmpty() && couldBeOwn(parts);
    }

    /** Whether an operator can only be one of {@code pg_catalog}, if there is one. */
    public boolean isOwnOperator(List<String> parts) {
        return isOwn(parts, code.operators());
    }

    /** The routines behind an operator that is not PostgreSQL's own, if all are vouched for. */
    public List<CatalogRoutine> vouchedBehind(List<String> parts) {
        var routines = code.behind().getOrDefault(parts.getLast(), List.of());
        return routines.stream().allMatch(routine -> routine.vouched() != null)
                ? routines
                : List.of();
    }

    /** Whether what looks like a call may convert a value to a type whose values run code. */
    public boolean isConversion(List<String> parts) {
        boolean own = parts.size() > 1 && parts.getFirst().equals(OWN);
        return code.types().contains(own ? String.join(".", parts) : parts.getLast());
    }

    /** Whether a type can only be one of {@code pg_catalog}, if there is one. */
    public boolean isOwnType(List<String> parts) {
        return isOwn(parts, code.types());
    }

    private boolean isOwn(List<String> parts, Set<String> others) {
        var name = parts.getLast();
        boolean hidden = parts.size() == 1 && !namespace.isQualified() && others.contains(name);
        return couldBeOwn(parts) && !hidden && !others.contains(OWN + "." + name);
    }

    private static boolean couldBeOwn(List<String> parts) {
        return parts.size() == 1 || parts.size() == 2 && parts.getFirst().equals(OWN);
    }
}
