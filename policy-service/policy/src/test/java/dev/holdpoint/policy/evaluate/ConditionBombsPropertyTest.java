package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.language.condition.Condition;
import dev.holdpoint.policy.language.condition.Environment;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever loops, sums and patterns a condition nests. */
class ConditionBombsPropertyTest {
    private static final int NAMES = 400;
    private static final int LENGTH = 1_000;
    private static final CommandFacts FACTS = Asking.reading(NAMES, i -> "x".repeat(LENGTH) + i);
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final Duration SLACK = Duration.ofSeconds(3);

    @Property(tries = 200)
    void it_is_refused_or_ends_in_time(@ForAll long seed) {
        var expression = new Nesting(new Random(seed)).truth(0);
        var when = read(expression);
        if (when.isEmpty()) {
            return;
        }
        var budget = new Budget(System::nanoTime, LIMIT);
        var asked = new Variables(query(ALICE, FACTS), Asking.TARGET, ProtocolFacts.NONE, budget);
        long began = System.nanoTime();

        when.get().test(asked, budget);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as(expression)
                .isLessThan(LIMIT.plus(SLACK));
    }

    private static Optional<Condition> read(String expression) {
        try {
            return Optional.of(
                    Condition.withoutRisk(
                            new Text(expression, new Place("test.yaml", 1, 1)), Environment.SQL));
        } catch (InvalidDocuments _) {
            return Optional.empty();
        }
    }

    /** Draws expressions in which values that were made are bound, joined, compared and matched. */
    private static final class Nesting {
        private static final int DEEPEST = 12;

        private final Random random;
        private final List<String> texts = new ArrayList<>(List.of("target.name"));
        private final List<String> lists = new ArrayList<>(List.of("statement.tables"));

        private Nesting(Random random) {
            this.random = random;
        }

        private String truth(int depth) {
            return switch (depth < DEEPEST ? random.nextInt(7) : 6) {
                case 0, 1, 2 -> loop(depth);
                case 3 -> "%s || %s".formatted(truth(depth + 3), truth(depth + 3));
                case 4 -> "(%s).matches('(x+x+)+y')".formatted(text());
                case 5 -> "(%s) in (%s)".formatted(text(), list());
                default -> "(%s) == (%s)".formatted(text(), text());
            };
        }

        private String loop(int depth) {
            var variable = "v" + depth;
            boolean isOfLists = random.nextInt(3) == 0;
            var range = isOfLists ? "[%s]".formatted(list()) : list();
            var bound = isOfLists ? lists : texts;
            bound.add(variable);
            var body = truth(depth + 1);
            bound.remove(variable);
            return "(%s).%s(%s, %s)"
                    .formatted(range, random.nextBoolean() ? "exists" : "all", variable, body);
        }

        private String list() {
            return switch (random.nextInt(5)) {
                case 0 -> "[%s]".formatted(text());
                case 1 -> "%s + %s".formatted(any(lists), any(lists));
                case 2 -> "%s.filter(f, f != %s)".formatted(any(lists), any(texts));
                default -> any(lists);
            };
        }

        private String text() {
            return random.nextBoolean() ? any(texts) : "%s + %s".formatted(any(texts), any(texts));
        }

        private String any(List<String> among) {
            return among.get(random.nextInt(among.size()));
        }
    }
}
