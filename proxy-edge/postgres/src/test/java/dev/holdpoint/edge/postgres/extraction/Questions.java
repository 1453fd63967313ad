package dev.holdpoint.edge.postgres.extraction;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes up queries over the vault whose columns come from everywhere, through everything, but whose
 * rows are chosen, ordered and grouped by columns that are not masked.
 */
final class Questions {
    private static final List<String> MASKED =
            List.of("ssn", "salary", "born", "code", "photo", "tags", "extra");
    private static final List<String> PLAIN = List.of("id", "name", "city");
    private static final int DEEPEST = 3;

    private final Random random;
    private int aliases;

    Questions(long seed) {
        random = new Random(seed);
    }

    String next() {
        aliases = 0;
        return switch (random.nextInt(6)) {
            case 0 -> "WITH w AS (" + select(1) + ") SELECT w.*, w.c0::text || '' FROM w";
            case 1 -> texts() + " UNION ALL " + texts();
            case 2 -> grouped();
            default -> select(0);
        };
    }

    /** Columns are called c0, c1 and so on. */
    private String select(int depth) {
        var alias = "t" + aliases++;
        int kind = depth >= DEEPEST ? 0 : random.nextInt(4);
        var from = from(kind, alias, depth);
        var columns = columns(kind);
        return "SELECT "
                + list(alias, columns)
                + " FROM "
                + from
                + (kind == 3 ? "" : " WHERE " + alias + "." + "id < " + (2 + random.nextInt(4)));
    }

    private String from(int kind, String alias, int depth) {
        return switch (kind) {
            case 0 -> "people " + alias;
            case 1 ->
                    "people "
                            + alias
                            + " JOIN notes n"
                            + alias
                            + " ON n"
                            + alias
                            + ".person = "
                            + alias
                            + ".id";
            case 2 -> "people_view " + alias;
            default -> "(" + select(depth + 1) + ") " + alias;
        };
    }

    private static List<String> columns(int kind) {
        return switch (kind) {
            case 0, 1 ->
                    IntStream.range(0, 2)
                            .mapToObj(i -> i == 0 ? MASKED : PLAIN)
                            .flatMap(List::stream)
                            .toList();
            case 2 -> List.of("id", "number", "city");
            default -> List.of("c0", "c1");
        };
    }

    private String list(String alias, List<String> columns) {
        return IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> value(alias, columns) + " AS c" + i)
                .collect(Collectors.joining(", "));
    }

    private String value(String alias, List<String> columns) {
        var column = alias + "." + columns.get(random.nextInt(columns.size()));
        var other = alias + "." + columns.get(random.nextInt(columns.size()));
        return switch (random.nextInt(18)) {
            case 0 -> "upper(" + column + "::text)";
            case 1 -> column + "::text || " + other + "::text";
            case 2 -> "coalesce(" + column + "::text, 'none')";
            case 3 -> "nullif(" + column + "::text, '4.5')";
            case 4 -> "CASE WHEN " + column + "::text > 'k' THEN 'a' ELSE " + other + "::text END";
            case 5 -> "length(" + column + "::text)";
            case 6 -> "md5(" + column + "::text)";
            case 7 -> "to_jsonb(" + column + ")";
            case 8 -> "row_to_json(" + alias + ")";
            case 9 -> "ARRAY[" + column + "]";
            case 10 -> column + "::text = 'tiny'";
            case 11 -> "(SELECT max(ssn) FROM people)";
            case 12 -> "ROW(" + column + ", " + other + ")";
            case 13 -> "substr(" + column + "::text, 2, 3)";
            case 14 ->
                    "CASE WHEN "
                            + alias
                            + "."
                            + columns.getLast()
                            + "::text < 'M' THEN "
                            + column
                            + " END";
            default -> column;
        };
    }

    private String texts() {
        var column = random.nextBoolean() ? "ssn" : PLAIN.get(1 + random.nextInt(2));
        return "SELECT " + column + ", (" + value("people", columns(0)) + ")::text FROM people";
    }

    private String grouped() {
        var column = columns(0).get(random.nextInt(10)) + "::text";
        return switch (random.nextInt(3)) {
            case 0 ->
                    "SELECT city, max("
                            + column
                            + "), count(*) FROM people GROUP BY city ORDER BY city";
            case 1 -> "SELECT name, lag(" + column + ") OVER (ORDER BY id) FROM people";
            default -> "SELECT string_agg(" + column + ", ',' ORDER BY id), count(*) FROM people";
        };
    }
}
