package dev.holdpoint.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Http;
import java.util.List;
import java.util.Optional;

/** Fetches what a command's client was shown, page by page, and joins the pages. */
final class RecordedResult {
    private static final List<String> LISTS =
            List.of("rows", "copied", "leftOut", "notices", "notifications", "parameters");
    private static final List<String> LAST = List.of("suspended", "tag", "error");
    private static final int PAGE = 500;

    private final Api api;
    private final String path;
    private final int most;

    /**
     * @param most how many rows at most, of all statements together
     */
    RecordedResult(Api api, String path, int most) {
        this.api = api;
        this.path = path;
        this.most = most;
    }

    /** As the API answers it, with {@code next} unless everything is there; empty for none. */
    Optional<ObjectNode> fetch() {
        return page(most, "").map(this::whole);
    }

    private Optional<ObjectNode> page(int limit, String cursor) {
        var query = "?limit=" + Math.min(PAGE, limit);
        return api.find(path + query + (cursor.isEmpty() ? "" : "&cursor=" + Api.segment(cursor)))
                .map(
                        answer ->
                                answer instanceof ObjectNode object
                                        ? object
                                        : Http.JSON.createObjectNode());
    }

    private ObjectNode whole(ObjectNode first) {
        var whole = first;
        while (!whole.path("next").asText("").isEmpty() && rows(whole) < most) {
            var next = page(most - rows(whole), whole.path("next").asText());
            if (next.isEmpty()) {
                return whole;
            }
            add(whole, next.get());
        }
        return whole;
    }

    private static int rows(JsonNode result) {
        int rows = 0;
        for (var statement : result.path("statements")) {
            rows += statement.path("rows").size() + statement.path("copied").size();
        }
        return rows;
    }

    private static void add(ObjectNode whole, ObjectNode page) {
        var statements = whole.withArray("statements");
        for (var statement : page.path("statements")) {
            var last = statements.get(statements.size() - 1);
            if (last instanceof ObjectNode open && isSame(open, statement)) {
                join(open, statement);
            } else {
                statements.add(statement);
            }
        }
        List.of("verification", "reason", "malformed", "next")
                .forEach(field -> whole.set(field, page.get(field)));
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.path("number").asLong(-1) == other.path("number").asLong(-2);
    }

    private static void join(ObjectNode open, JsonNode more) {
        for (var list : LISTS) {
            if (more.get(list) instanceof ArrayNode items) {
                open.withArray(list).addAll(items);
            }
        }
        LAST.forEach(field -> open.set(field, more.get(field)));
    }
}
