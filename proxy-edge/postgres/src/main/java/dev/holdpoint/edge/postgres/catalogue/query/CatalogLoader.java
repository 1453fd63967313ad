package dev.holdpoint.edge.postgres.catalogue.query;

import dev.holdpoint.edge.postgres.catalogue.CatalogSnapshot;
import dev.holdpoint.edge.postgres.catalogue.CatalogSource;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.ColumnType;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.catalogue.Versions;
import dev.holdpoint.edge.postgres.login.RowQuery;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.sql.catalogue.CatalogCode;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.CatalogRoutine;
import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.catalogue.Vouched;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a snapshot of a target's catalogue over a connection of its own. */
public final class CatalogLoader implements CatalogSource {
    private static final Map<String, String> STARTUP =
            Map.of("application_name", "holdpoint-catalogue", "client_encoding", "UTF8");

    static final List<String> QUERIES =
            List.of(
                    CatalogQueries.RELATIONS,
                    CatalogQueries.COLUMNS,
                    CatalogQueries.GENERATED,
                    CatalogQueries.SOURCES,
                    CatalogQueries.DEFINITIONS,
                    CatalogQueries.ROUTINES,
                    CatalogQueries.OPERATORS,
                    CatalogQueries.BEHIND,
                    CatalogQueries.TYPES,
                    HiddenCodeQueries.TYPES,
                    HiddenCodeQueries.RELATIONS,
                    HiddenCodeQueries.ROUTINES,
                    HiddenCodeQueries.EVERYWHERE,
                    HiddenCodeQueries.PLAIN_TYPES,
                    CatalogQueries.EVENT_TRIGGERS,
                    CatalogQueries.SCHEMAS,
                    VersionQuery.VERSIONS,
                    ConductQueries.WATCHED,
                    ConductQueries.EXPRESSIONS,
                    ConductQueries.TYPE_EXPRESSIONS,
                    ConductQueries.REFERRERS,
                    CatalogQueries.COMMIT);

    /** Relations of one session, which another cannot name. */
    private static final String TEMPORARY = "pg_temp";

    /** Behind an operator, and not among a user's routines. */
    private static final CatalogRoutine ELSEWHERE = new CatalogRoutine("", "", "", false);

    private final TargetLogin login;
    private final InstantSource clock;

    /**
     * @param clock tells when a snapshot was taken
     */
    public CatalogLoader(TargetLogin login, InstantSource clock) {
        this.login = login;
        this.clock = clock;
    }

    @Override
    public Future<CatalogSnapshot> load(Admitted admitted, List<VouchedFunction> vouched) {
        return login.open(admitted, STARTUP)
                .compose(
                        connection ->
                                load(connection, vouched).onComplete(_ -> connection.close()));
    }

    /** The fingerprint comes first: what a target tells of later changes does not count as seen. */
    private Future<CatalogSnapshot> load(
            TargetConnection connection, List<VouchedFunction> vouched) {
        var takenAt = clock.instant();
        return RowQuery.run(connection, CatalogQueries.BEGIN)
                .compose(_ -> RowQuery.run(connection, FingerprintQuery.FINGERPRINT))
                .map(rows -> rows.getFirst().getFirst())
                .compose(
                        fingerprint ->
                                RowQuery.run(connection, BeingChanged.RELATIONS)
                                        .map(BeingChanged::new)
                                        .compose(
                                                changed ->
                                                        new Look(connection, vouched, changed)
                                                                .taken(takenAt, fingerprint)));
    }

    /** What is asked within the transaction, after what is being changed. */
    private record Look(
            TargetConnection connection, List<VouchedFunction> vouched, BeingChanged changed) {
        Future<CatalogSnapshot> taken(Instant takenAt, String fingerprint) {
            return code().compose(
                            code ->
                                    answers(code)
                                            .map(answers -> catalog(takenAt, answers, code))
                                            .map(
                                                    catalog ->
                                                            new CatalogSnapshot(
                                                                    catalog,
                                                                    fingerprint,
                                                                    changed.isNothing(),
                                                                    code.strangers())));
        }

        private Future<VouchedCode> code() {
            return (vouched.isEmpty()
                            ? Future.succeededFuture(List.<List<String>>of())
                            : RowQuery.run(connection, VouchedQueries.of(vouched, changed)))
                    .map(rows -> new VouchedCode(vouched, rows));
        }

        private Future<SnapshotAnswers> answers(VouchedCode code) {
            var answers = new SnapshotAnswers();
            Future<?> chain = Future.succeededFuture();
            for (var query : QUERIES) {
                var text = changed.filledIn(HiddenCodeQueries.without(code.harmless(), query));
                chain =
                        chain.compose(_ -> RowQuery.run(connection, text))
                                .onSuccess(rows -> answers.add(query, rows));
            }
            return chain.map(answers);
        }
    }

    private static TargetCatalog catalog(
            Instant takenAt, SnapshotAnswers answers, VouchedCode vouched) {
        var routines = routines(answers, vouched);
        var relations = relations(answers);
        return new TargetCatalog(
                takenAt,
                relations,
                sources(answers.rows(CatalogQueries.SOURCES)),
                new SqlCatalog(
                        code(answers, routines),
                        Set.of(),
                        byName(relations, routines, answers),
                        Namespace.UNKNOWN),
                Set.copyOf(answers.names(CatalogQueries.SCHEMAS)),
                answers.names(HiddenCodeQueries.PLAIN_TYPES).stream()
                        .map(CatalogLoader::oid)
                        .collect(Collectors.toSet()),
                versions(relations, answers));
    }

    private static Versions versions(Map<Integer, Relation> relations, SnapshotAnswers answers) {
        var bySchema = new HashMap<String, Map<String, Long>>();
        long code = 0;
        for (var row : answers.rows(VersionQuery.VERSIONS)) {
            var relation = relations.get(oid(row.get(0)));
            long version = Long.parseLong(row.get(1));
            if (relation != null) {
                bySchema.computeIfAbsent(relation.schema(), _ -> new HashMap<>())
                        .put(relation.name(), version);
            } else if (row.get(0).equals(VersionQuery.CODE)) {
                code = version;
            }
        }
        return Versions.of(bySchema, code);
    }

    private static Map<Integer, CatalogRoutine> routines(
            SnapshotAnswers answers, VouchedCode vouched) {
        var unsafe = answers.names(HiddenCodeQueries.ROUTINES);
        var all = new LinkedHashMap<Integer, CatalogRoutine>();
        for (var row : answers.rows(CatalogQueries.ROUTINES)) {
            int oid = oid(row.getFirst());
            all.put(oid, routine(row, unsafe.contains(row.getFirst()), vouched.of(oid)));
        }
        return all;
    }

    private static CatalogCode code(
            SnapshotAnswers answers, Map<Integer, CatalogRoutine> routines) {
        var types = new HashSet<>(answers.names(CatalogQueries.TYPES));
        for (var type : answers.names(HiddenCodeQueries.TYPES)) {
            types.add(type);
            types.add("pg_catalog." + type);
        }
        return new CatalogCode(
                CatalogCode.byName(routines.values()),
                answers.names(CatalogQueries.OPERATORS),
                behind(answers, routines),
                types,
                answers.names(HiddenCodeQueries.EVERYWHERE),
                !answers.rows(CatalogQueries.EVENT_TRIGGERS).isEmpty());
    }

    private static Map<String, List<CatalogRoutine>> behind(
            SnapshotAnswers answers, Map<Integer, CatalogRoutine> routines) {
        return answers.rows(CatalogQueries.BEHIND).stream()
                .collect(
                        Collectors.groupingBy(
                                List::getFirst,
                                Collectors.mapping(
                                        row -> routines.getOrDefault(oid(row.get(1)), ELSEWHERE),
                                        Collectors.toList())));
    }

    /** One that is judged by its body needs nobody's word. */
    private static CatalogRoutine routine(
            List<String> row, boolean unsafe, @Nullable Vouched vouched) {
        var body = body(row.get(3), row.get(5));
        boolean said = vouched != null && !unsafe && body.isEmpty();
        boolean defaults = said && !row.get(5).isEmpty();
        return new CatalogRoutine(
                row.get(1),
                row.get(2),
                unsafe ? "" : defaults ? "SELECT " + row.get(5) : body,
                defaults || SnapshotAnswers.isTrue(row.get(4)),
                said ? vouched : null);
    }

    /** Defaults of parameters are evaluated where the call leaves them out. */
    private static String body(String source, String defaults) {
        return source.isEmpty() || defaults.isEmpty() ? source : source + "\n;SELECT " + defaults;
    }

    private static Map<String, List<CatalogRelation>> byName(
            Map<Integer, Relation> relations,
            Map<Integer, CatalogRoutine> routines,
            SnapshotAnswers answers) {
        var queries = new HashMap<Integer, String>();
        answers.rows(CatalogQueries.DEFINITIONS)
                .forEach(row -> queries.put(oid(row.get(0)), row.get(1)));
        var vouched = new HashMap<>(routines);
        vouched.values().removeIf(routine -> routine.vouched() == null);
        var conducts = new Conducts(relations, vouched, answers);
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
        var types = new HashMap<Integer, Map<String, ColumnType>>();
        for (var row : answers.rows(CatalogQueries.COLUMNS)) {
            names.computeIfAbsent(oid(row.get(0)), _ -> new HashMap<>())
                    .put(Integer.parseInt(row.get(1)), row.get(2));
            types.computeIfAbsent(oid(row.get(0)), _ -> new HashMap<>())
                    .put(row.get(2), new ColumnType(oid(row.get(3)), Integer.parseInt(row.get(4))));
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
                            generated.getOrDefault(oid, Map.of()),
                            types.getOrDefault(oid, Map.of())));
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
