package dev.holdpoint.edge.postgres.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One sequence of a table: what is sent, what is answered, what runs and what is refused.
 *
 * @param name the row of the threat model it belongs to, then what it shows
 * @param steps in order; see the table's own first lines for how they read
 */
record Sequence(String name, List<Step> steps) {
    Sequence {
        steps = List.copyOf(steps);
    }

    /** One line of a sequence. */
    record Step(String verb, String rest) {}

    /** What the target must have been asked, text for text. */
    List<String> runs() {
        return rest("runs");
    }

    /** What must have been recorded as refused. */
    List<String> refused() {
        return rest("refused");
    }

    private List<String> rest(String verb) {
        return steps.stream()
                .filter(step -> times(step.verb())[0].equals(verb))
                .flatMap(
                        step ->
                                Collections.nCopies(
                                        Integer.parseInt(times(step.verb())[1]),
                                        unescaped(step.rest()))
                                        .stream())
                .toList();
    }

    /** {@code x*3} is three of x. */
    static String[] times(String word) {
        var parts = word.split("\\*", 2);
        return parts.length == 2 ? parts : new String[] {word, "1"};
    }

    /** Text in a table is one line: {@code \n} and {@code \0} stand for what they are. */
    static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    }

    /** Reads a table from the resources of this package. */
    static List<Sequence> table(String resource) {
        try (var in = Sequence.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no table " + resource);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Sequence> read(String table) {
        var sequences = new ArrayList<Sequence>();
        for (var block : table.split("(?m)^== ")) {
            var lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty() && !block.startsWith("#")) {
                var steps = lines.stream().skip(1).filter(line -> !line.isBlank());
                sequences.add(
                        new Sequence(lines.getFirst().strip(), steps.map(Sequence::step).toList()));
            }
        }
        return sequences;
    }

    private static Step step(String line) {
        var parts = line.strip().split(" ", 2);
        return new Step(parts[0], parts.length == 2 ? parts[1] : "");
    }

    @Override
    public String toString() {
        return name;
    }
}
