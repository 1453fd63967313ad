package dev.holdpoint.cli.policy;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.policy.trial.Analyst;
import dev.holdpoint.policy.trial.KnownTables;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.Analysis.NotUnderstood;
import dev.holdpoint.sql.Analysis.Understood;
import dev.holdpoint.sql.SessionName;
import dev.holdpoint.sql.SqlComments;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.analyse.PostgresAnalyser.Limits;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The edge's own analyser, for a target that has the described tables, whose use sets nothing off,
 * and nobody's code.
 */
public final class SqlAnalyst implements Analyst, AutoCloseable {
    private static final Limits LIMITS =
            new Limits(16 << 20, Duration.ofMinutes(1), 1, 16, 1 << 20);

    private final PostgresAnalyser analyser = new PostgresAnalyser(LIMITS);
    private final Map<KnownTables, SqlCatalog> catalogues = new HashMap<>();

    @Override
    public Reading read(String sql, KnownTables tables) {
        var catalog = catalogues.computeIfAbsent(tables, SqlAnalyst::catalog);
        return switch (analyser.analyse(sql, catalog).toCompletableFuture().join()) {
            case NotUnderstood(CommandFacts facts, _, var reason, _) ->
                    new Reading(facts, Map.of(), List.of("not understood: " + reason));
            case Understood understood -> reading(sql, understood, tables);
        };
    }

    private static Reading reading(String sql, Understood understood, KnownTables tables) {
        requireAll(understood);
        boolean missing = understood.change().missing() && !tables.tables().isEmpty();
        return new Reading(
                understood.facts(),
                SqlComments.tags(sql),
                missing
                        ? List.of("names a relation that is not among the described tables")
                        : List.of());
    }

    /** EXECUTE and FETCH count with what they run, which the edge knows of the session. */
    private static void requireAll(Analysis.Understood understood) {
        for (var name : understood.names()) {
            switch (name) {
                case SessionName.Execute _, SessionName.Fetch _ ->
                        throw new Unjudgeable("It runs what an earlier command prepared.");
                case SessionName.Prepare _, SessionName.Declare _ -> {}
            }
        }
    }

    private static SqlCatalog catalog(KnownTables tables) {
        if (tables.tables().isEmpty()) {
            return SqlCatalog.EMPTY;
        }
        var relations =
                tables.tables().stream()
                        .map(
                                one ->
                                        new CatalogRelation(
                                                one.schema(), one.name(), one.columns(), ""))
                        .toList();
        var path = new Namespace(tables.searchPath(), Set.of(), false, false);
        return new SqlCatalog(Set.of(), Set.of(), Set.of(), Set.of(), SqlCatalog.byName(relations))
                .under(path);
    }

    @Override
    public void close() {
        analyser.close();
    }
}
