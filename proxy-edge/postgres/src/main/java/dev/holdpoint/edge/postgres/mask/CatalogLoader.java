package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.login.RowQuery;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.postgres.mask.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.mask.TargetCatalog.Relation;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.sql.CatalogRelation;
import dev.holdpoint.sql.SqlCatalog;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes a snapshot of a target's catalogue over a connection of its own. */
public final class CatalogLoader implements CatalogSource {
    private static final List<String> QUERIES =
            List.of(
                    CatalogQueries.RELATIONS,
                    CatalogQueries.COLUMNS,
                    CatalogQueries.SOURCES,
                    CatalogQueries.DEFINITIONS,
                    CatalogQueries.FUNCTIONS,
                    CatalogQueries.OPERATORS,
                    CatalogQueries.TYPES,
                    CatalogQueries.OPAQUE,
                    CatalogQueries.COMMIT);

    private final TargetLogin login;
    private final InstantSource clock;

    public CatalogLoader(TargetLogin login, InstantSource clock) {
        this.login = login;
        this.clock = clock;
    }

    @Override
    public Future<TargetCatalog> load(Admitted admitted) {
        return login.open(admitted, Map.of("application_name", "holdpoint-catalogue"))
                .compose(connection -> load(connection).onComplete(_ -> connection.close()));
    }

    private Future<TargetCatalog> load(TargetConnection connection) {
        var takenAt = clock.instant();
        var answers = new ArrayList<List<List<String>>>();
        var chain = RowQuery.run(connection, CatalogQueries.BEGIN);
        for (var query : QUERIES) {
            chain = chain.compose(_ -> RowQuery.run(connection, query)).onSuccess(answers::add);
        }
        return chain.map(_ -> catalog(takenAt, answers));
    }

    private static TargetCatalog catalog(Instant takenAt, List<List<List<String>>> answers) {
        var relations = relations(answers.get(0), answers.get(1));
        return new TargetCatalog(
                takenAt,
                relations,
                sources(answers.get(2)),
                new SqlCatalog(
                        names(answers.get(4)),
                        names(answers.get(5)),
                        names(answers.get(6)),
                        names(answers.get(7)),
                        byName(relations, answers.get(3))));
    }

    private static Map<String, List<CatalogRelation>> byName(
            Map<Integer, Relation> relations, List<List<String>> definitions) {
        var queries = new HashMap<Integer, String>();
        definitions.forEach(row -> queries.put(oid(row.get(0)), row.get(1)));
        var all = new ArrayList<CatalogRelation>(relations.size());
        relations.forEach(
                (oid, relation) ->
                        all.add(
                                new CatalogRelation(
                                        relation.schema(),
                                        relation.name(),
                                        inOrder(relation.columns()),
                                        queries.getOrDefault(oid, ""))));
        return SqlCatalog.byName(all);
    }

    private static List<String> inOrder(Map<Integer, String> columns) {
        return List.copyOf(new TreeMap<>(columns).values());
    }

    private static Map<Integer, Relation> relations(
            List<List<String>> relations, List<List<String>> columns) {
        var names = new HashMap<Integer, Map<Integer, String>>();
        for (var row : columns) {
            names.computeIfAbsent(oid(row.get(0)), _ -> new HashMap<>())
                    .put(Integer.parseInt(row.get(1)), row.get(2));
        }
        var all = new HashMap<Integer, Relation>();
        for (var row : relations) {
            int oid = oid(row.get(0));
            all.put(
                    oid,
                    new Relation(
                            row.get(1),
                            row.get(2),
                            row.get(3).charAt(0),
                            names.getOrDefault(oid, Map.of()),
                            oids(row.get(4))));
        }
        return all;
    }

    private static Map<Integer, Set<Origin>> sources(List<List<String>> rows) {
        var all = new HashMap<Integer, Set<Origin>>();
        for (var row : rows) {
            all.computeIfAbsent(oid(row.get(0)), _ -> new HashSet<>())
                    .add(new Origin(oid(row.get(1)), Integer.parseInt(row.get(2))));
        }
        return all;
    }

    private static Set<String> names(List<List<String>> rows) {
        return rows.stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Integer> oids(String separated) {
        return separated.isEmpty()
                ? List.of()
                : Arrays.stream(separated.split(",")).map(CatalogLoader::oid).toList();
    }

    /** OIDs are unsigned; the wire's 32 bits are kept as they are. */
    private static int oid(String text) {
        return Integer.parseUnsignedInt(text);
    }
}
