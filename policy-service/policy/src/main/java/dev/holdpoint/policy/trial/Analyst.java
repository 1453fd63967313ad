package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import java.util.List;
import java.util.Map;

/** Says what a text does, as the edge would. */
@FunctionalInterface
public interface Analyst {
    /**
     * Reads a text.
     *
     * @throws Unjudgeable if the text alone does not tell what it runs
     */
    Reading read(String sql, KnownTables tables);

    /**
     * What was read from a text.
     *
     * @param tags what the text says caused it
     * @param notes what a reader of the decision should know
     */
    record Reading(CommandFacts facts, Map<String, String> tags, List<String> notes) {
        public Reading {
            tags = Map.copyOf(tags);
            notes = List.copyOf(notes);
        }
    }

    /** A text that runs what another one prepared. */
    final class Unjudgeable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unjudgeable(String message) {
            super(message);
        }
    }
}
