package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.stream.Stream;

/** Constraints that rows must meet which are there already: whether they do tells of them. */
final class Constraints {
    private final FromLineage from;
    private final SqlCatalog catalog;
    private final ExpressionLineage expressions;
    private final NamedColumns named;

    Constraints(
            FromLineage from,
            SqlCatalog catalog,
            ExpressionLineage expressions,
            NamedColumns named) {
        this.from = from;
        this.catalog = catalog;
        this.expressions = expressions;
        this.named = named;
    }

    /** Of one that a table with rows gets. */
    void of(JsonNode constraint, DefinedOn on) {
        switch (Tree.text(constraint, "contype")) {
            case "CONSTR_CHECK" -> expressions.condition(constraint.path("raw_expr"), on.scope());
            case "CONSTR_GENERATED" -> expressions.of(constraint.path("raw_expr"), on.scope());
            case "CONSTR_NOTNULL", "CONSTR_PRIMARY", "CONSTR_UNIQUE" -> keys(constraint, on);
            case "CONSTR_EXCLUSION" -> exclusion(constraint, on);
            case "CONSTR_FOREIGN" -> {
                named.compared(on.table(), names(constraint, "fk_attrs"));
                referred(constraint);
            }
            default -> {}
        }
    }

    private void keys(JsonNode constraint, DefinedOn on) {
        if (constraint.has("indexname")) {
            named.anyCompared(on.table());
        }
        Stream.of("keys", "including")
                .forEach(list -> named.compared(on.table(), names(constraint, list)));
    }

    private static Stream<String> names(JsonNode constraint, String list) {
        return Tree.strings(constraint, list).stream();
    }

    private void exclusion(JsonNode constraint, DefinedOn on) {
        elements(
                Tree.list(constraint, "exclusions")
                        .map(pair -> pair.path("List").path("items").path(0)),
                on);
        named.compared(on.table(), names(constraint, "including"));
        expressions.condition(constraint.path("where_clause"), on.scope());
    }

    /** What an index orders rows by, or finds them equal by. */
    void elements(Stream<JsonNode> elements, DefinedOn on) {
        elements.map(element -> element.path("IndexElem"))
                .forEach(
                        element -> {
                            if (element.has("name")) {
                                named.compared(on.table(), Tree.text(element, "name"));
                            }
                            expressions.condition(element.path("expr"), on.scope());
                        });
    }

    /**
     * Whoever inserts a row that refers to another learns whether that one is there; which columns
     * are the primary key, if none are named, no text tells.
     */
    void referred(JsonNode constraint) {
        var relation = constraint.path("pktable");
        var name = RangeVar.of(relation);
        var table = from.relation(relation, QueryScope.TOP);
        if (constraint.has("pk_attrs")) {
            named.compared(table, names(constraint, "pk_attrs"));
        } else if (relation.has("relname") && !catalog.isMissing(name.schema(), name.name())) {
            named.anyCompared(table);
        }
    }
}
