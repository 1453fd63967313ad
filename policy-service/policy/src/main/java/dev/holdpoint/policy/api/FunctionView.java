package dev.holdpoint.policy.api;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.VouchedFunction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * A function of a target that somebody vouches for, as its document says.
 *
 * @param name {@code schema.name(argument types)}
 * @param definition digest of what was read
 */
public record FunctionView(
        String name,
        List<String> effects,
        List<String> reads,
        List<String> writes,
        String definition) {
    static String json(List<VouchedFunction> functions) {
        return new JsonArray(functions.stream().map(FunctionView::json).toList()).encode();
    }

    private static JsonObject json(VouchedFunction function) {
        return new JsonObject()
                .put("name", function.name())
                .put("effects", function.effects().stream().map(FunctionView::word).toList())
                .put("reads", function.reads())
                .put("writes", function.writes())
                .put("definition", function.definition().value());
    }

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }

    static List<FunctionView> of(List<VouchedFunction> functions) {
        return read(json(functions));
    }

    static List<FunctionView> read(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(
                                function ->
                                        new FunctionView(
                                                function.getString("name"),
                                                texts(function, "effects"),
                                                texts(function, "reads"),
                                                texts(function, "writes"),
                                                function.getString("definition")))
                        .toList();
    }

    private static List<String> texts(JsonObject function, String field) {
        return function.getJsonArray(field).stream().map(String::valueOf).toList();
    }
}
