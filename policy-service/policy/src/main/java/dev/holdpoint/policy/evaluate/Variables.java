package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.language.condition.Environment;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import dev.holdpoint.policy.match.ColumnUse;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What conditions can ask about a query, and what of it they asked; looking anything up costs
 * budget.
 */
final class Variables implements Function<String, Optional<Object>> {
    private static final int STEPS_OF_ONE_KNOWN = 20;

    private final DecisionQuery query;
    private final TargetSpec target;
    private final ProtocolFacts told;
    private final Budget budget;
    private final ColumnUse use;
    private final Set<Input> inputs;
    private final Map<String, Optional<Object>> known;
    private boolean missedEstimate;

    Variables(DecisionQuery query, TargetSpec target, ProtocolFacts told, Budget budget) {
        this(
                query,
                target,
                told,
                budget,
                ColumnUse.of(query.facts()),
                EnumSet.noneOf(Input.class),
                new HashMap<>());
    }

    private Variables(
            DecisionQuery query,
            TargetSpec target,
            ProtocolFacts told,
            Budget budget,
            ColumnUse use,
            Set<Input> inputs,
            Map<String, Optional<Object>> known) {
        this.query = query;
        this.target = target;
        this.told = told;
        this.budget = budget;
        this.use = use;
        this.inputs = inputs;
        this.known = known;
    }

    /** The same, adding to the same inputs, but with a mind of its own for missed estimates. */
    Variables apart() {
        return new Variables(query, target, told, budget, use, inputs, known);
    }

    DecisionQuery query() {
        return query;
    }

    TargetSpec target() {
        return target;
    }

    Budget budget() {
        return budget;
    }

    /** Whether the client said why; the answer depends on it. */
    boolean isJustified() {
        inputs.add(Input.JUSTIFICATION);
        var justification = query.justification();
        return justification != null && !justification.isBlank();
    }

    /** What the conditions tried so far depended on. */
    Set<Input> inputs() {
        return inputs;
    }

    /** Whether a condition asked for an estimate of rows in vain since this was last called. */
    boolean missedEstimate() {
        boolean missed = missedEstimate;
        missedEstimate = false;
        return missed;
    }

    @Override
    public Optional<Object> apply(String name) {
        var before = known.get(name);
        if (before != null) {
            budget.spend(STEPS_OF_ONE_KNOWN);
            return before;
        }
        budget.check();
        var value = value(name);
        if (value.isPresent()) {
            known.put(name, value);
        }
        return value;
    }

    private Optional<Object> value(String name) {
        int dot = name.indexOf('.');
        var field = name.substring(dot + 1);
        return Optional.ofNullable(
                switch (name.substring(0, Math.max(dot, 0))) {
                    case "statement" -> statement(field);
                    case "principal" -> principal(field);
                    case "target" -> target(field);
                    case "session" -> session(field);
                    default -> told.value(name).orElse(null);
                });
    }

    /** Nothing where the target speaks another protocol: no condition on it can be evaluated. */
    private @Nullable Object statement(String field) {
        return Environment.SQL.isSpokenBy(target.protocol()) ? ofStatement(field) : null;
    }

    private @Nullable Object ofStatement(String field) {
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
            case "columnsRead" -> use.read();
            case "columnsWritten" -> use.written();
            case "predicateColumns" -> use.predicate();
            case "functions" -> facts.functions();
            case "hasWhere" -> facts.hasWhere();
            case "destructive" -> facts.destructive();
            case "estimatedRows" -> estimatedRows();
            case "tags" -> noted(Input.TAGS, query.tags());
            default -> null;
        };
    }

    private @Nullable Long estimatedRows() {
        var rows = query.facts().estimatedRows();
        missedEstimate |= rows == null;
        return rows;
    }

    private @Nullable Object session(String field) {
        var session = query.use();
        return switch (field) {
            case "applicationName" -> session.applicationName();
            case "clientAddress" -> session.clientAddress();
            case "commandsLastMinute" ->
                    noted(Input.COMMANDS_LAST_MINUTE, session.commandsLastMinute());
            case "rowsReturned" -> noted(Input.ROWS_RETURNED, session.rowsReturned());
            case "rowsWritten" -> noted(Input.ROWS_WRITTEN, session.rowsWritten());
            case "justification" ->
                    noted(
                            Input.JUSTIFICATION,
                            Objects.requireNonNullElse(query.justification(), ""));
            default -> null;
        };
    }

    private Object noted(Input input, Object value) {
        inputs.add(input);
        return value;
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
