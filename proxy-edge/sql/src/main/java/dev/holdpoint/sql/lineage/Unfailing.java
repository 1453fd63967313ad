package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.Set;

/**
 * What of PostgreSQL's own gives a value whatever column it is applied to. Anything else may fail
 * for some values and not for others, which tells of them as a comparison does.
 */
final class Unfailing {
    private static final Set<String> OPERATORS = Set.of("||", "->", "->>", "#>", "#>>", "@");

    private static final Set<String> TYPES = Set.of("text", "varchar", "bpchar", "char", "name");

    /** Whatever all their arguments are. */
    private static final Set<String> FUNCTIONS =
            Set.of(
                    "abs",
                    "array_agg",
                    "array_length",
                    "avg",
                    "bit_length",
                    "bool_and",
                    "bool_or",
                    "btrim",
                    "cardinality",
                    "ceil",
                    "char_length",
                    "character_length",
                    "concat",
                    "concat_ws",
                    "count",
                    "dense_rank",
                    "every",
                    "first_value",
                    "floor",
                    "initcap",
                    "json_agg",
                    "jsonb_agg",
                    "last_value",
                    "left",
                    "lower",
                    "ltrim",
                    "max",
                    "md5",
                    "min",
                    "octet_length",
                    "quote_ident",
                    "quote_literal",
                    "quote_nullable",
                    "rank",
                    "reverse",
                    "right",
                    "row_number",
                    "row_to_json",
                    "rtrim",
                    "sha256",
                    "sign",
                    "string_agg",
                    "sum",
                    "to_json",
                    "to_jsonb",
                    "upper");

    /** Whatever their first argument is, as far as the others do not depend on a column. */
    private static final Set<String> IN_FIRST =
            Set.of(
                    "array_to_string",
                    "encode",
                    "lag",
                    "lead",
                    "lpad",
                    "overlay",
                    "round",
                    "rpad",
                    "split_part",
                    "substr",
                    "substring",
                    "to_char",
                    "translate",
                    "trunc");

    /** Whatever their last argument of two is, as far as the first does not depend on a column. */
    private static final Set<String> IN_SECOND = Set.of("date_part", "date_trunc", "extract");

    /** Of one argument only: with two it is about an encoding, which bytes may not be in. */
    private static final String LENGTH = "length";

    private Unfailing() {}

    static boolean isOperator(String name) {
        return OPERATORS.contains(name);
    }

    /** Whether every value can be cast to it. */
    static boolean isType(JsonNode typeName) {
        var names = Tree.strings(typeName, "names");
        return !names.isEmpty() && TYPES.contains(names.getLast()) && !typeName.has("arrayBounds");
    }

    /** Nodes without a name of a function that work a value out: XML and JSON may be malformed. */
    static boolean isNode(String type) {
        return !type.startsWith("Xml") && !type.startsWith("Json");
    }

    /** Whether this argument of a function, of so many, may be anything. */
    static boolean isArgument(String function, int place, int of) {
        return FUNCTIONS.contains(function)
                || of == 1 && function.equals(LENGTH)
                || place == 0 && IN_FIRST.contains(function)
                || place == 1 && of == 2 && IN_SECOND.contains(function);
    }
}
