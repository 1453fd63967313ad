package dev.holdpoint.policy.match;

import dev.holdpoint.events.CommandFacts;
import java.util.List;

/** How a command uses the columns it mentions. */
public record ColumnUse(List<String> read, List<String> written, List<String> predicate) {
    /** As the facts say; if they do not say, every column that is mentioned may be used any way. */
    public static ColumnUse of(CommandFacts facts) {
        boolean told =
                !facts.columnsRead().isEmpty()
                        || !facts.columnsWritten().isEmpty()
                        || !facts.predicateColumns().isEmpty();
        return told
                ? new ColumnUse(
                        facts.columnsRead(), facts.columnsWritten(), facts.predicateColumns())
                : new ColumnUse(facts.columns(), facts.columns(), facts.columns());
    }
}
