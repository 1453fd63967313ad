package dev.holdpoint.edge.postgres.estimate;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.TargetName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A statement that is to be planned.
 *
 * @param text as it would be forwarded: one statement of which everything is known
 * @param names last parts of every function and column in it
 * @param searchPath the session's own, or empty where it is the role's default
 */
public record Question(
        TargetName target,
        Admitted admitted,
        String text,
        List<String> names,
        Optional<String> searchPath)
        implements Asking {
    private static final Set<String> KINDS =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE");
    private static final Set<Effect> EFFECTS = EnumSet.of(Effect.READ, Effect.WRITE);
    private static final int MAX_CHARACTERS = 64 * 1024;

    public Question {
        names = List.copyOf(names);
    }

    /**
     * The question, if it may be asked: planning runs functions declared IMMUTABLE, so every
     * function must be known. Whatever is not is {@link Effect#UNKNOWN} here.
     */
    public static Asking about(
            TargetName target,
            Admitted admitted,
            List<String> texts,
            CommandFacts facts,
            Optional<String> searchPath) {
        if (texts.size() != 1) {
            return new NotAsked("it has several statements");
        }
        if (!EFFECTS.containsAll(facts.effects())) {
            return new NotAsked(
                    "to plan it could run what is not PostgreSQL's own, or it does more than read"
                            + " and write rows");
        }
        var text = texts.getFirst();
        if (facts.kinds().isEmpty() || !KINDS.containsAll(facts.kinds()) || !isOne(text)) {
            return new NotAsked("only one SELECT, INSERT, UPDATE, DELETE or MERGE is planned");
        }
        return text.length() > MAX_CHARACTERS
                ? new NotAsked("it has more than %d characters".formatted(MAX_CHARACTERS))
                : new Question(target, admitted, text, names(facts), searchPath);
    }

    /** Without looking for quotes: a semicolon in a literal costs the estimate, nothing else. */
    private static boolean isOne(String text) {
        var statement = text.stripTrailing();
        int semicolon = statement.indexOf(';');
        return semicolon < 0 || semicolon == statement.length() - 1;
    }

    private static List<String> names(CommandFacts facts) {
        return Stream.concat(facts.functions().stream(), facts.columns().stream())
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .distinct()
                .toList();
    }
}
