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
import java.util.Optional;
import java.util.Random;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Says what generated statements do, and lets them do it. {@code -Dholdpoint.generate.seconds} for
 * a longer run, {@code -Dholdpoint.generate.seed} for other statements.
 */
class GeneratedStatementsIT {
    private static final Logger LOG = Logger.getLogger(GeneratedStatementsIT.class.getName());
    private static final Duration LIMIT =
            Duration.ofSeconds(Long.getLong("holdpoint.generate.seconds", 25));
    private static final List<List<String>> PATHS =
            List.of(List.of("public"), List.of("shop", "public"), List.of("public", "shop"));

    @TempDir Path directory;

    private int accepted;
    private int unclear;
    private int changed;
    private int denied;

    @Test
    void no_statement_does_what_was_not_said_of_it() throws SQLException {
        long seed = Long.getLong("holdpoint.generate.seed", 1);
        var statements = new Statements(seed);
        var random = new Random(seed);
        var objections = new ArrayList<String>();
        int all = 0;
        try (var target = new ObservedTarget(directory)) {
            var end = Instant.now().plus(LIMIT);
            for (; Instant.now().isBefore(end) && objections.size() < 20; all++) {
                judge(target, statements.text(), PATHS.get(all % PATHS.size()), random, objections);
            }
        }
        LOG.info(
                ("%,d statements from seed %d: %,d accepted, %,d of them unclear, %,d changed rows,"
                                + " %,d run without a column")
                        .formatted(all, seed, accepted, unclear, changed, denied));
        assertThat(objections).as("seed %d", seed).isEmpty();
        assertThat(accepted).isGreaterThan(all / 4);
        assertThat(unclear).isLessThan(accepted * 3 / 4);
        assertThat(changed).isGreaterThan(accepted / 20);
        assertThat(denied).isGreaterThan(accepted / 20);
    }

    private void judge(
            ObservedTarget target,
            String text,
            List<String> path,
            Random random,
            List<String> objections)
            throws SQLException {
        var facts = target.facts(text, path);
        var seen = target.run(text, path);
        if (seen.accepted()) {
            accepted++;
            unclear += facts.effects().contains(Effect.UNKNOWN) ? 1 : 0;
            changed += seen.changed().isEmpty() ? 0 : 1;
            Stream.of(
                            Judgement.objection(facts, seen),
                            Judgement.unnarrowed(facts, seen, text),
                            needed(target, facts, text, path, random))
                    .flatMap(Optional::stream)
                    .forEach(unsaid -> objections.add(unsaid + " by " + path + ": " + text));
        }
    }

    /** A column it does not run without, although it is not said to read it. */
    private Optional<String> needed(
            ObservedTarget target,
            CommandFacts facts,
            String text,
            List<String> path,
            Random random)
            throws SQLException {
        var unsaid = Judgement.unsaid(facts);
        if (unsaid.isEmpty()) {
            return Optional.empty();
        }
        var column = unsaid.get(random.nextInt(unsaid.size()));
        denied++;
        return target.needs(column.relation(), column.name(), text, path)
                ? Optional.of("reads " + column)
                : Optional.empty();
    }
}
