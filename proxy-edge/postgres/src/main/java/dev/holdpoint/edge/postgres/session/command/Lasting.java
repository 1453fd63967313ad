package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.util.Set;

/** What of a command outlasts the edge: its client must not hear of it before the log. */
public final class Lasting {
    private static final Set<Effect> UNDONE_WITH_ITS_TRANSACTION =
            Set.of(Effect.READ, Effect.WRITE);

    private static final Set<Effect> WITHIN_SESSION = Set.of(Effect.READ, Effect.SESSION);

    /** Open a transaction, or a part of one, and do nothing else. */
    private static final Set<String> BEGINNINGS =
            Set.of("BEGIN", "START", "SAVEPOINT", "RELEASE", "ROLLBACK TO");

    private static final Set<String> ENDINGS =
            Set.of("COMMIT", "ROLLBACK", "PREPARE TRANSACTION", "CALL", "DO");

    /** May commit, and fail after that. */
    private static final Set<String> BLOCKS = Set.of("CALL", "DO");

    private Lasting() {}

    /** Whether it does more than read. */
    static boolean changes(CommandFacts facts) {
        return !isBeginning(facts) && facts.effects().stream().anyMatch(e -> e != Effect.READ);
    }

    /** Whether it does more than read, and set up its session. */
    static boolean changesTarget(CommandFacts facts) {
        return !WITHIN_SESSION.containsAll(facts.effects());
    }

    /** Whether what it does may last before the transaction around it ends. */
    static boolean atOnce(CommandFacts facts) {
        return !isBeginning(facts) && !UNDONE_WITH_ITS_TRANSACTION.containsAll(facts.effects());
    }

    /** Whether it changes something, and all it changes is undone with its transaction. */
    static boolean withItsTransaction(CommandFacts facts) {
        return changes(facts) && !atOnce(facts);
    }

    /** Whether it may end the transaction it runs in, or parts of it. */
    static boolean mayEndTransaction(CommandFacts facts) {
        return facts.effects().contains(Effect.UNKNOWN)
                || facts.kinds().stream().anyMatch(ENDINGS::contains);
    }

    /** Whether, having failed, it may have ended the transaction it began in before that. */
    static boolean mayHaveEndedTransaction(CommandFacts facts) {
        return mayEndTransaction(facts)
                && (facts.kinds().size() != 1 || BLOCKS.contains(facts.kinds().getFirst()));
    }

    /** Whether what is sent behind it can only be understood once it has ended. */
    public static boolean isAlone(CommandFacts facts) {
        return atOnce(facts) || facts.kinds().contains("COPY");
    }

    private static boolean isBeginning(CommandFacts facts) {
        return BEGINNINGS.containsAll(facts.kinds()) && !facts.kinds().isEmpty();
    }
}
