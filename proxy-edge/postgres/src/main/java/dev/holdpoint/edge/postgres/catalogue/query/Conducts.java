package dev.holdpoint.edge.postgres.catalogue.query;

import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.sql.catalogue.CatalogRoutine;
import dev.holdpoint.sql.catalogue.Conduct;
import dev.holdpoint.sql.catalogue.Conduct.Kind;
import dev.holdpoint.sql.catalogue.Conduct.Referrer;
import dev.holdpoint.sql.catalogue.RelationName;
import dev.holdpoint.sql.catalogue.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What using each relation of a snapshot sets off. */
final class Conducts {
    /** No expression, and so not understood. */
    private static final String ANYTHING = "(";

    private final Map<Integer, Relation> relations;
    private final Map<Integer, Set<Usage>> watched = new HashMap<>();
    private final Map<Integer, Map<Usage, List<CatalogRoutine>>> fired = new HashMap<>();
    private final Map<Integer, List<Expression>> expressions;
    private final Map<Integer, List<Expression>> typeExpressions;
    private final Set<Integer> unsafe;
    private final Map<Integer, List<Referrer>> referrers;
    private final Map<Integer, List<RelationName>> children = new HashMap<>();

    private record Expression(boolean onRead, String text) {
        static Expression of(List<String> row) {
            return new Expression(SnapshotAnswers.isTrue(row.get(1)), row.get(2));
        }
    }

    Conducts(
            Map<Integer, Relation> relations,
            Map<Integer, CatalogRoutine> vouched,
            SnapshotAnswers answers) {
        this.relations = relations;
        answers.rows(ConductQueries.WATCHED).forEach(row -> watch(row, vouched));
        expressions = answers.byOid(ConductQueries.EXPRESSIONS, Expression::of);
        typeExpressions =
                answers.byOid(
                        ConductQueries.TYPE_EXPRESSIONS, row -> new Expression(true, row.get(1)));
        unsafe = answers.setsByOid(HiddenCodeQueries.RELATIONS, List::getFirst).keySet();
        referrers = new HashMap<>();
        for (var row : answers.rows(ConductQueries.REFERRERS)) {
            name(SnapshotAnswers.oid(row.get(1)))
                    .ifPresent(
                            name ->
                                    add(
                                            referrers,
                                            SnapshotAnswers.oid(row.get(0)),
                                            new Referrer(
                                                    name,
                                                    action(row.get(2), Usage.DELETE),
                                                    action(row.get(3), Usage.UPDATE))));
        }
        relations.forEach(
                (oid, relation) ->
                        relation.parents()
                                .forEach(
                                        parent ->
                                                name(oid)
                                                        .ifPresent(
                                                                child ->
                                                                        add(
                                                                                children, parent,
                                                                                child))));
    }

    private void watch(List<String> row, Map<Integer, CatalogRoutine> vouched) {
        int relation = SnapshotAnswers.oid(row.get(0));
        var usage = Usage.valueOf(row.get(1));
        var routine = vouched.get(SnapshotAnswers.oid(row.get(2)));
        if (routine == null) {
            watched.computeIfAbsent(relation, _ -> new HashSet<>()).add(usage);
        } else {
            fired.computeIfAbsent(relation, _ -> new HashMap<>())
                    .computeIfAbsent(usage, _ -> new ArrayList<>())
                    .add(routine);
        }
    }

    private static <T> void add(Map<Integer, List<T>> lists, int key, T value) {
        lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }

    /** The referring row goes the way of the other, or has its key changed. */
    private static Set<Usage> action(String type, Usage cascade) {
        return switch (type) {
            case "c" -> Set.of(cascade);
            case "n", "d" -> Set.of(Usage.UPDATE);
            default -> Set.of();
        };
    }

    private Optional<RelationName> name(int oid) {
        return Optional.ofNullable(relations.get(oid))
                .map(relation -> new RelationName(relation.schema(), relation.name()));
    }

    Conduct of(int oid, Relation relation) {
        return new Conduct(
                kind(relation.kind()),
                watched.getOrDefault(oid, Set.of()),
                fired.getOrDefault(oid, Map.of()),
                unsafe.contains(oid) ? List.of(ANYTHING) : texts(oid, true),
                texts(oid, false),
                relation.parents().stream().flatMap(parent -> name(parent).stream()).toList(),
                children.getOrDefault(oid, List.of()),
                referrers.getOrDefault(oid, List.of()));
    }

    private List<String> texts(int oid, boolean onRead) {
        return Stream.of(expressions, typeExpressions)
                .flatMap(all -> all.getOrDefault(oid, List.of()).stream())
                .filter(expression -> expression.onRead() == onRead)
                .map(Expression::text)
                .sorted()
                .distinct()
                .collect(Collectors.toList());
    }

    private static Kind kind(char relkind) {
        return switch (relkind) {
            case 'p' -> Kind.PARTITIONED;
            case 'v' -> Kind.VIEW;
            case 'm' -> Kind.MATERIALIZED_VIEW;
            case 'f' -> Kind.FOREIGN;
            default -> Kind.TABLE;
        };
    }
}
