package dev.holdpoint.sql;

/** How a statement uses the names of a session; names are as PostgreSQL folds them. */
public sealed interface SessionName {
    /** Bytes it takes, roughly. */
    default long weight() {
        return switch (this) {
            case Prepare(_, var statement) -> statement.weight();
            case Declare(_, var query) -> query.weight();
            case Execute _, Fetch _ -> 0;
        };
    }

    /** PREPARE: {@code statement} is what EXECUTE will run. */
    record Prepare(String name, Analysis.Understood statement) implements SessionName {}

    /** EXECUTE: has the effects of what was prepared. */
    record Execute(String name) implements SessionName {}

    /** DECLARE CURSOR: {@code query} is what FETCH will read. */
    record Declare(String name, Analysis.Understood query) implements SessionName {}

    /** FETCH or MOVE: reads from what was declared. */
    record Fetch(String name) implements SessionName {}
}
