package dev.holdpoint.policy.api;

import dev.holdpoint.service.Page;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** From rows of a read model to a page of a listing. */
final class Rows {
    private Rows() {}

    static <R, T> Uni<Page<T>> page(
            PanacheQuery<R> query,
            @Nullable Integer limit,
            Function<R, String> key,
            Function<R, T> view) {
        int size = Page.limit(limit);
        return query.range(0, size).<R>list().map((List<R> rows) -> Page.of(rows, size, key, view));
    }

    static List<String> texts(String json) {
        return new JsonArray(json).stream().map(String::valueOf).toList();
    }

    static Map<String, Object> labels(String json) {
        return new JsonObject(json).getMap();
    }

    static String json(List<String> texts) {
        return new JsonArray(texts).encode();
    }

    /** In order of the keys, so that a rebuilt row equals the first. */
    static String json(Map<String, String> labels) {
        return new JsonObject(new TreeMap<>(labels)).encode();
    }

    /** What a row says, with its version for If-Match. */
    static <T> RestResponse<T> versioned(T view, long version) {
        return RestResponse.ResponseBuilder.ok(view).header("ETag", "\"" + version + "\"").build();
    }
}
