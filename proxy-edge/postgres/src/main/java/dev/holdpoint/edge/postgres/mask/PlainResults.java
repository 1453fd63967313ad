package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.lineage.Output;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last results that need no mask, by all that told so: where all of it is the same again, there
 * is nothing to find out.
 */
final class PlainResults {
    /** Statements that a session runs in turns. */
    static final int MOST = 8;

    /** Bytes of a description worth keeping. */
    static final int LARGEST = 4096;

    /** Names that a text mentions. */
    static final int MOST_NAMES = 100;

    private final Deque<Plain> known = new ArrayDeque<>(1);

    private record Plain(PgFrame description, Mentions mentions, List<Output> outputs) {}

    boolean has(PgFrame description, Mentions mentions, List<Output> outputs) {
        for (var plain : known) {
            if (plain.description().equals(description)
                    && plain.mentions().equals(mentions)
                    && plain.outputs().equals(outputs)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSmall(Mentions mentions, List<Output> outputs) {
        int names =
                mentions.relations().size() + mentions.columns().size() + mentions.carried().size();
        return names <= MOST_NAMES
                && mentions.stored() == null
                && outputs.size() <= 1
                && outputs.stream().allMatch(output -> output.weight() <= LARGEST);
    }

    void add(PgFrame description, Mentions mentions, List<Output> outputs) {
        if (description.length() > LARGEST || !isSmall(mentions, outputs)) {
            return;
        }
        if (known.size() == MOST) {
            known.removeFirst();
        }
        known.addLast(new Plain(description.copy(), mentions, outputs));
    }
}
