package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Says what generated statements do, and lets them do it. {@code -Dholdpoint.generate.seconds} for
 * a longer run, {@code -Dholdpoint.generate.seed} for other statements.
 */
class GeneratedStatementsIT {
    private static final Logger LOG = Logger.getLogger(GeneratedStatementsIT.class.getName());
    private static final long SEED = Long.getLong("holdpoint.generate.seed", 1);
    private static final Duration LIMIT =
            Duration.ofSeconds(Long.getLong("holdpoint.generate.seconds", 25));
    private static final List<List<String>> PATHS =
            List.of(List.of("public"), List.of("shop", "public"), List.of("public", "shop"));

    /** Values a column is given to see whether that makes a difference. */
    private static final Map<String, List<String>> OTHER_VALUES =
            Map.of(
                    "id",
                    List.of("id + 1000", "-id", "id * 3"),
                    "n",
                    List.of("NULL", "0", "7", "-id", "2147483647 - id", "5"),
                    "t",
                    List.of(
                            "NULL",
                            "''",
                            "'7'",
                            "id::text",
                            "(SELECT string_agg(md5(i::text || id), '')"
                                    + " FROM generate_series(1, 200) i)"));

    @TempDir Path directory;

    private final Random random = new Random(SEED);
    private final List<String> objections = new ArrayList<>();
    private int accepted;
    private int unclear;
    private int changed;
    private int denied;
    private int altered;

    @Test
    void no_statement_does_what_was_not_said_of_it() throws SQLException {
        var statements = new Statements(SEED);
        int all = 0;
        try (var target = new ObservedTarget(directory)) {
            tellsValuesApart(target);
            var end = Instant.now().plus(LIMIT);
            for (; Instant.now().isBefore(end) && objections.size() < 20; all++) {
                judge(target, statements.text(), PATHS.get(all % PATHS.size()));
            }
        }
        LOG.info(
                ("%,d statements from seed %d: %,d accepted, %,d of them unclear, %,d changed rows,"
                                + " %,d run without a column, %,d with other values")
                        .formatted(all, SEED, accepted, unclear, changed, denied, altered));
        assertThat(objections).as("seed %d", SEED).isEmpty();
        assertThat(accepted).isGreaterThan(all / 4);
        assertThat(unclear).isLessThan(accepted * 3 / 4);
        assertThat(changed).isGreaterThan(accepted / 20);
        assertThat(denied).isGreaterThan(accepted / 20);
        assertThat(altered).isGreaterThan(accepted / 20);
    }

    private static void tellsValuesApart(ObservedTarget target) throws SQLException {
        var text = "CREATE UNIQUE INDEX ON lent (n)";
        var n = new Judgement.Column("public.lent", "n");
        var t = new Judgement.Column("public.lent", "t");
        assertThat(target.dependsOn(n, "7", text, PATHS.getFirst())).isTrue();
        assertThat(target.dependsOn(t, "'7'", text, PATHS.getFirst())).isFalse();
    }

    private void judge(ObservedTarget target, String text, List<String> path) throws SQLException {
        var facts = target.facts(text, path);
        var seen = target.run(text, path);
        if (seen.accepted()) {
            accepted++;
            unclear += facts.effects().contains(Effect.UNKNOWN) ? 1 : 0;
            changed += seen.changed().isEmpty() ? 0 : 1;
            object(Judgement.objection(facts, seen), text, path);
            object(Judgement.unnarrowed(facts, seen, text), text, path);
            object(needed(target, facts, text, path), text, path);
        }
        object(told(target, facts, text, path), text, path);
    }

    private void object(Optional<String> unsaid, String text, List<String> path) {
        unsaid.ifPresent(what -> objections.add(what + " by " + path + ": " + text));
    }

    private <T> Optional<T> any(List<T> choices) {
        return choices.isEmpty()
                ? Optional.empty()
                : Optional.of(choices.get(random.nextInt(choices.size())));
    }

    /** A column it does not run without, although it is not said to read it. */
    private Optional<String> needed(
            ObservedTarget target, CommandFacts facts, String text, List<String> path)
            throws SQLException {
        var unread = any(Judgement.unread(facts));
        denied += unread.isPresent() ? 1 : 0;
        return unread.isPresent() && target.needs(unread.get(), text, path)
                ? unread.map(column -> "reads " + column)
                : Optional.empty();
    }

    /** A column by whose values it succeeds or fails, although it is not said to compare it. */
    private Optional<String> told(
            ObservedTarget target, CommandFacts facts, String text, List<String> path)
            throws SQLException {
        var uncompared = any(Judgement.uncompared(facts));
        var value =
                uncompared.flatMap(
                        column -> any(OTHER_VALUES.getOrDefault(column.name(), List.of())));
        altered += value.isPresent() ? 1 : 0;
        return value.isPresent() && target.dependsOn(uncompared.get(), value.get(), text, path)
                ? Optional.of("depends on " + uncompared.get() + ", as with " + value.get())
                : Optional.empty();
    }
}
