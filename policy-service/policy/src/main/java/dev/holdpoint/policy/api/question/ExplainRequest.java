package dev.holdpoint.policy.api.question;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision to be explained; what is left out is empty.
 *
 * @param principal null for the caller
 * @param at as of which moment of the past; null for now
 */
public record ExplainRequest(
        @Nullable Principal principal,
        TargetName target,
        Statement statement,
        @Nullable Session session,
        @Nullable String justification,
        @Nullable Map<String, String> tags,
        @Nullable Instant at) {
    public ExplainRequest {
        Objects.requireNonNull(target, "target is missing");
        Objects.requireNonNull(statement, "statement is missing");
        if (tags != null && tags.containsValue(null)) {
            throw new IllegalArgumentException("a tag is null: leave it out");
        }
    }

    /** What its session would be like and would have done. */
    public record Session(
            @Nullable String applicationName,
            @Nullable String clientAddress,
            @Nullable Long commandsLastMinute,
            @Nullable Long rowsReturned,
            @Nullable Long rowsWritten) {
        public Session {
            requireCount(commandsLastMinute, "session.commandsLastMinute");
            requireCount(rowsReturned, "session.rowsReturned");
            requireCount(rowsWritten, "session.rowsWritten");
        }

        private SessionUse use() {
            return new SessionUse(
                    Objects.requireNonNullElse(applicationName, ""),
                    Objects.requireNonNullElse(clientAddress, ""),
                    Objects.requireNonNullElse(commandsLastMinute, 0L),
                    Objects.requireNonNullElse(rowsReturned, 0L),
                    Objects.requireNonNullElse(rowsWritten, 0L));
        }
    }

    /** A statement by its facts. */
    public record Statement(
            @Nullable List<String> kinds,
            List<Effect> effects,
            @Nullable List<String> reads,
            @Nullable List<String> writes,
            @Nullable List<String> columns,
            @Nullable List<String> columnsRead,
            @Nullable List<String> columnsWritten,
            @Nullable List<String> predicateColumns,
            @Nullable List<String> functions,
            @Nullable Boolean hasWhere,
            @Nullable Boolean destructive,
            @Nullable Long estimatedRows) {
        public Statement {
            Objects.requireNonNull(effects, "statement.effects is missing");
            requireCount(estimatedRows, "statement.estimatedRows");
            for (var names :
                    Arrays.asList(
                            kinds,
                            effects,
                            reads,
                            writes,
                            columns,
                            columnsRead,
                            columnsWritten,
                            predicateColumns,
                            functions)) {
                if (names != null && names.contains(null)) {
                    throw new IllegalArgumentException("a list of the statement has null in it");
                }
            }
        }

        private CommandFacts facts() {
            return new CommandFacts(
                    orNone(kinds),
                    effects,
                    orNone(reads),
                    orNone(writes),
                    orNone(columns),
                    orNone(columnsRead),
                    orNone(columnsWritten),
                    orNone(predicateColumns),
                    orNone(functions),
                    Boolean.TRUE.equals(hasWhere),
                    Boolean.TRUE.equals(destructive),
                    estimatedRows,
                    "");
        }

        private static List<String> orNone(@Nullable List<String> list) {
            return list == null ? List.of() : list;
        }
    }

    private static void requireCount(@Nullable Long count, String name) {
        if (count != null && count < 0) {
            throw new IllegalArgumentException(name + " is less than 0");
        }
    }

    DecisionQuery query(Principal who) {
        return new DecisionQuery(
                who,
                target,
                new SessionId("explained"),
                new CommandId("explained"),
                statement.facts(),
                session == null ? SessionUse.NONE : session.use(),
                justification,
                tags == null ? Map.of() : tags,
                null);
    }
}
