package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.login.RowQuery;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.postgres.mask.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.mask.TargetCatalog.Relation;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.sql.catalogue.CatalogCode;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.CatalogRoutine;
import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.SqlCatalog;
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
                    CatalogQueries.GENERATED,
                    CatalogQueries.SOURCES,
                    CatalogQueries.DEFINITIONS,
                    CatalogQueries.ROUTINES,
                    CatalogQueries.OPERATORS,
                    CatalogQueries.TYPES,
                    HiddenCodeQueries.TYPES,
                    HiddenCodeQueries.RELATIONS,
                    HiddenCodeQueries.ROUTINES,
                    HiddenCodeQueries.EVERYWHERE,
                    HiddenCodeQueries.PLAIN_TYPES,
                    CatalogQueries.EVENT_TRIGGERS,
                    CatalogQueries.SCHEMAS,
                    ConductQueries.WATCHED,
                    ConductQueries.EXPRESSIONS,
                    ConductQueries.TYPE_EXPRESSIONS,
                    ConductQueries.REFERRERS,
                    CatalogQueries.COMMIT);

    /** Relations of one session, which another cannot name. */
    private static final String TEMPORARY = "pg_temp";

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
        var answers = new SnapshotAnswers();
        var chain = RowQuery.run(connection, CatalogQueries.BEGIN);
        for (var query : QUERIES) {
            chain =
                    chain.compose(_ -> RowQuery.run(connection, query))
                            .onSuccess(rows -> answers.add(query, rows));
        }
        return chain.map(_ -> catalog(takenAt, answers));
    }

    private static TargetCatalog catalog(Instant takenAt, SnapshotAnswers answers) {
        var relations = relations(answers);
        return new TargetCatalog(
                takenAt,
                relations,
                sources(answers.rows(CatalogQueries.SOURCES)),
                new SqlCatalog(
                        code(answers), Set.of(), byName(relations, answers), Namespace.UNKNOWN),
                Set.copyOf(answers.names(CatalogQueries.SCHEMAS)),
                answers.names(HiddenCodeQueries.PLAIN_TYPES).stream()
                        .map(CatalogLoader::oid)
                        .collect(Collectors.toSet()));
    }

    private static CatalogCode code(SnapshotAnswers answers) {
        var types = new HashSet<>(answers.names(CatalogQueries.TYPES));
        for (var type : answers.names(HiddenCodeQueries.TYPES)) {
            types.add(type);
            types.add("pg_catalog." + type);
        }
        var unsafe = answers.names(HiddenCodeQueries.ROUTINES);
        return new CatalogCode(
                CatalogCode.byName(
                        answers.rows(CatalogQueries.ROUTINES).stream()
                                .map(row -> routine(row, unsafe.contains(row.getFirst())))
                                .toList()),
                answers.names(CatalogQueries.OPERATORS),
                types,
                answers.names(HiddenCodeQueries.EVERYWHERE),
                !answers.rows(CatalogQueries.EVENT_TRIGGERS).isEmpty());
    }

    private static CatalogRoutine routine(List<String> row, boolean unsafe) {
        return new CatalogRoutine(
                row.get(1),
                row.get(2),
                unsafe ? "" : body(row.get(3), row.get(5)),
                SnapshotAnswers.isTrue(row.get(4)));
    }

    /** Defaults of parameters are evaluated where the call leaves them out. */
    private static String body(String source, String defaults) {
        return source.isEmpty() || defaults.isEmpty() ? source : source + "\n;SELECT " + defaults;
    }

    private static Map<String, List<CatalogRelation>> byName(
            Map<Integer, Relation> relations, SnapshotAnswers answers) {
        var queries = new HashMap<Integer, String>();
        answers.rows(CatalogQueries.DEFINITIONS)
                .forEach(row -> queries.put(oid(row.get(0)), row.get(1)));
        var conducts = new Conducts(relations, answers);
        var all = new ArrayList<CatalogRelation>(relations.size());
        relations.forEach(
                (oid, relation) -> {
                    if (!relation.schema().startsWith(TEMPORARY)) {
                        all.add(
                                new CatalogRelation(
                                        relation.schema(),
                                        relation.name(),
                                        inOrder(relation.columns()),
                                        queries.getOrDefault(oid, ""),
                                        conducts.of(oid, relation),
                                        relation.generated()));
                    }
                });
        return SqlCatalog.byName(all);
    }

    private static List<String> inOrder(Map<Integer, String> columns) {
        return List.copyOf(new TreeMap<>(columns).values());
    }

    private static Map<Integer, Relation> relations(SnapshotAnswers answers) {
        var names = new HashMap<Integer, Map<Integer, String>>();
        for (var row : answers.rows(CatalogQueries.COLUMNS)) {
            names.computeIfAbsent(oid(row.get(0)), _ -> new HashMap<>())
                    .put(Integer.parseInt(row.get(1)), row.get(2));
        }
        var generated = new HashMap<Integer, Map<String, Set<String>>>();
        for (var row : answers.rows(CatalogQueries.GENERATED)) {
            generated
                    .computeIfAbsent(oid(row.get(0)), _ -> new HashMap<>())
                    .computeIfAbsent(row.get(1), _ -> new HashSet<>())
                    .add(row.get(2));
        }
        var all = new HashMap<Integer, Relation>();
        for (var row : answers.rows(CatalogQueries.RELATIONS)) {
            int oid = oid(row.get(0));
            all.put(
                    oid,
                    new Relation(
                            row.get(1),
                            row.get(2),
                            row.get(3).charAt(0),
                            names.getOrDefault(oid, Map.of()),
                            oids(row.get(4)),
                            generated.getOrDefault(oid, Map.of())));
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

    private static List<Integer> oids(String separated) {
        return separated.isEmpty()
                ? List.of()
                : Arrays.stream(separated.split(",")).map(CatalogLoader::oid).toList();
    }

    private static int oid(String text) {
        return SnapshotAnswers.oid(text);
    }
}
