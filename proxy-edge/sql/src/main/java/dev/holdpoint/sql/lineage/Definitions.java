package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What statements that define objects read: the rows there are, to check or compute what is
 * defined; or, later and for whoever defines it, rows as they come.
 */
final class Definitions {
    /** Subcommands of ALTER DOMAIN that check every value of the domain, wherever it is stored. */
    private static final Set<String> CHECKING_VALUES = Set.of("C", "O", "V");

    private final QueryLineage queries;
    private final FromLineage from;
    private final ExpressionLineage expressions;
    private final Constraints constraints;
    private final TableChanges changes;
    private final NamedColumns named;

    Definitions(QueryLineage queries, FromLineage from, SqlCatalog catalog, NamedColumns named) {
        this.queries = queries;
        this.from = from;
        this.expressions = queries.expressions();
        this.constraints = new Constraints(from, catalog, expressions, named);
        this.changes = new TableChanges(from, expressions, constraints, named);
        this.named = named;
    }

    /** Takes note of the columns it reads. */
    void of(String type, JsonNode body) {
        switch (type) {
            case "CreateStmt" -> table(body);
            case "CreateForeignTableStmt" -> table(body.path("base"));
            case "CreateSchemaStmt" -> Tree.list(body, "schemaElts").forEach(queries::output);
            case "AlterTableStmt" -> changes.of(body);
            case "AlterDomainStmt" -> domain(body);
            case "IndexStmt" -> index(body, on(body.path("relation")));
            case "CreateStatsStmt" -> statistics(body);
            case "CreatePolicyStmt", "AlterPolicyStmt" ->
                    conditions(body, on(body.path("table")), "qual", "with_check");
            case "CreateTrigStmt" -> conditions(body, on(body.path("relation")), "whenClause");
            case "RuleStmt" -> rule(body, on(body.path("relation")));
            case "CreatePublicationStmt", "AlterPublicationStmt" ->
                    Tree.list(body, "pubobjects")
                            .map(object -> object.path("PublicationObjSpec").path("pubtable"))
                            .forEach(this::published);
            default -> {}
        }
    }

    private DefinedOn on(JsonNode relation) {
        return DefinedOn.of(from.relation(relation, QueryScope.TOP), List.of());
    }

    private void conditions(JsonNode body, DefinedOn on, String... clauses) {
        for (var clause : clauses) {
            expressions.condition(body.path(clause), on.scope());
        }
    }

    /** Rows of a default partition must not be of the new one. */
    private void table(JsonNode body) {
        Tree.list(body, "tableElts").forEach(this::element);
        if (body.has("partbound")) {
            Tree.list(body, "inhRelations")
                    .map(parent -> from.relation(parent.path("RangeVar"), QueryScope.TOP))
                    .forEach(named::anyCompared);
        }
    }

    /** A new table has no rows, but may refer to others. */
    private void element(JsonNode element) {
        constraints.referred(element.path("Constraint"));
        Tree.list(element.path("ColumnDef"), "constraints")
                .forEach(constraint -> constraints.referred(constraint.path("Constraint")));
    }

    private void domain(JsonNode body) {
        if (CHECKING_VALUES.contains(Tree.text(body, "subtype"))) {
            named.anyCompared(FromItem.of("", Rows.UNKNOWN));
        }
    }

    /** An entry that is too long for it is refused, whatever it only includes. */
    private void index(JsonNode body, DefinedOn on) {
        constraints.elements(
                Stream.of("indexParams", "indexIncludingParams")
                        .flatMap(list -> Tree.list(body, list)),
                on);
        conditions(body, on, "whereClause");
    }

    /** Values of what it is about are kept for whoever may read them. */
    private void statistics(JsonNode body) {
        var on = on(body.path("relations").path(0).path("RangeVar"));
        for (var element : body.path("exprs")) {
            var elem = element.path("StatsElem");
            if (elem.has("name")) {
                named.of(on.table(), Tree.text(elem, "name"));
            }
            expressions.of(elem.path("expr"), on.scope());
        }
    }

    private void rule(JsonNode body, DefinedOn on) {
        conditions(body, on, "whereClause");
        for (var action : body.path("actions")) {
            queries.query(action, on.scope().inner());
        }
    }

    /** Which rows are sent on, and what of them. */
    private void published(JsonNode table) {
        if (table.has("relation")) {
            var on = on(table.path("relation"));
            conditions(table, on, "whereClause");
            Tree.strings(table, "columns").forEach(name -> named.of(on.table(), name));
        }
    }
}
