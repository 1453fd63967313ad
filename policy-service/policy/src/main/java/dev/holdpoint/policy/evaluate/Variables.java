package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.contract.DecisionQuery;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What conditions can ask about a query; looking anything up costs budget. */
record Variables(DecisionQuery query, TargetSpec target, Budget budget)
        implements Function<String, Optional<Object>> {
    @Override
    public Optional<Object> apply(String name) {
        budget.check();
        int dot = name.indexOf('.');
        var field = name.substring(dot + 1);
        return Optional.ofNullable(
                switch (name.substring(0, Math.max(dot, 0))) {
                    case "statement" -> statement(field);
                    case "principal" -> principal(field);
                    case "target" -> target(field);
                    case "session" ->
                            field.equals("clientAddress") ? query.use().clientAddress() : null;
                    default -> null;
                });
    }

    private @Nullable Object statement(String field) {
        var facts = query.facts();
        return switch (field) {
            case "kinds" -> facts.kinds();
            case "effects" -> facts.effects().stream().map(Variables::word).toList();
            case "reads" -> facts.reads();
            case "writes" -> facts.writes();
            case "tables" ->
                    Stream.concat(facts.reads().stream(), facts.writes().stream())
                            .distinct()
                            .toList();
            case "columns" -> facts.columns();
            case "functions" -> facts.functions();
            case "hasWhere" -> facts.hasWhere();
            case "destructive" -> facts.destructive();
            default -> null;
        };
    }

    private @Nullable Object principal(String field) {
        var who = query.principal();
        return switch (field) {
            case "subject" -> who.id().subject();
            case "issuer" -> who.id().issuer();
            case "kind" -> who.kind().name().toLowerCase(Locale.ROOT);
            case "groups" -> who.groups();
            case "onBehalfOf" ->
                    Optional.ofNullable(who.onBehalfOf()).map(PrincipalId::subject).orElse("");
            default -> null;
        };
    }

    private @Nullable Object target(String field) {
        return switch (field) {
            case "name" -> query.target().value();
            case "protocol" -> target.protocol();
            case "labels" -> target.labels();
            default -> null;
        };
    }

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }
}
