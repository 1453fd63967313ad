package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a session may hear others by: every LISTEN that may have ended well, until it listens to
 * nothing any more. Where that is not certain, as in a transaction that may be rolled back, it
 * still does.
 */
final class Listenings {
    /** Of more that policy could tell apart nobody asks. */
    static final int MOST = 64;

    private static final Pattern TO_NOTHING =
            Pattern.compile(
                    "\\s*+(?:UNLISTEN\\s++\\*|DISCARD\\s++ALL)\\s*+;?\\s*+",
                    Pattern.CASE_INSENSITIVE);

    private final Map<CommandId, Listening> underWay = new HashMap<>();
    private final Map<Question, Listening> listenings = new LinkedHashMap<>();
    private @Nullable CommandId unlistening;
    private boolean unlistened;
    private boolean tooMany;

    /** A command that makes a session hear of others. */
    record Listening(Command command, Cleared cleared, Resolved resolved) {
        private Question question() {
            return new Question(command.facts(), command.circumstances().tags());
        }
    }

    /** What policy could tell one from another by. */
    private record Question(CommandFacts facts, Map<String, String> tags) {}

    /** A command goes to the target; whatever follows an UNLISTEN could still undo it. */
    void sent(Command command, Cleared cleared, Resolved resolved) {
        unlistened = false;
        unlistening =
                !command.inTransaction() && isToNothing(resolved.texts()) ? command.id() : null;
        if (command.facts().kinds().contains("LISTEN")) {
            underWay.put(command.id(), new Listening(command, cleared, resolved));
        }
    }

    private static boolean isToNothing(List<String> texts) {
        return texts.size() == 1 && TO_NOTHING.matcher(texts.getFirst()).matches();
    }

    /** A command that was sent has ended. */
    void ended(CommandId command, Outcome outcome) {
        unlistened |= command.equals(unlistening) && outcome == Outcome.OK;
        var listening = underWay.remove(command);
        if (listening != null && (outcome == Outcome.OK || !isAlone(listening))) {
            add(listening);
        }
    }

    /** Of several statements some may have lasted, whatever failed behind them. */
    private static boolean isAlone(Listening listening) {
        return listening.command().facts().kinds().size() == 1;
    }

    private void add(Listening listening) {
        var question = listening.question();
        if (listenings.size() < MOST || listenings.containsKey(question)) {
            listenings.put(question, listening);
        } else {
            tooMany = true;
        }
    }

    /** There was an error, which undoes what is not committed. */
    void undone() {
        unlistened = false;
    }

    /** The target told whether a transaction is open. */
    void told(boolean open) {
        if (unlistened && !open) {
            listenings.clear();
            tooMany = false;
        }
        unlistened = false;
    }

    /** Whether nothing is known that it listens by. */
    boolean isNone() {
        return listenings.isEmpty();
    }

    /** What is to be asked about; nothing if there is too much of it. */
    Optional<Collection<Listening>> all() {
        return tooMany ? Optional.empty() : Optional.of(List.copyOf(listenings.values()));
    }

    /** What all of them ask for together; empty if one of them is not allowed any more. */
    static Optional<List<Obligation>> together(List<Optional<List<Obligation>>> answers) {
        return answers.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        answers.stream()
                                .flatMap(Optional::stream)
                                .flatMap(List::stream)
                                .distinct()
                                .toList())
                : Optional.empty();
    }
}
