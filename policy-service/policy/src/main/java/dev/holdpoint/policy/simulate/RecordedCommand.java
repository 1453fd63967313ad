package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.json.EventType;
import dev.holdpoint.policy.contract.DecisionQuery;
import java.time.Instant;
import java.util.Map;

/**
 * A decision on record.
 *
 * @param at when it was recorded, which is as near to when it was made as the log knows
 */
public record RecordedCommand(Instant at, CommandDecided decided) {
    private static final String TODAY =
            EventType.all().entrySet().stream()
                    .filter(type -> type.getValue().equals(CommandDecided.class))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();

    /** How that of any version begins. */
    public static final String ANY_VERSION = TODAY.substring(0, TODAY.lastIndexOf('v'));

    /** That of the first version, which had not all that policy is asked by. */
    static final String FIRST = ANY_VERSION + "v1";

    /** What policy was asked then, as far as it can be asked again. */
    DecisionQuery query() {
        return new DecisionQuery(
                decided.principal(),
                decided.target(),
                decided.session(),
                decided.command(),
                decided.facts(),
                decided.use(),
                decided.justification(),
                decided.tags(),
                null);
    }

    /** What decided then: a rule, or the refusal's code where none did. */
    String rule() {
        return Replayed.rule(decided.decision());
    }
}
