package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevisionDiffTest {
    @Test
    void a_changed_line_is_shown_with_those_around_it() {
        assertThat(diff("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nc\nd\nE\nf\ng\nh\ni\n"))
                .containsExactly("@@", " b", " c", " d", "-e", "+E", " f", " g", " h", "@@");
    }

    @Test
    void lines_come_and_go() {
        assertThat(diff("a\nb\nc", "x\na\nc\ny")).containsExactly("+x", " a", "-b", " c", "+y");
        assertThat(diff("", "a\n")).containsExactly("+a");
        assertThat(diff("a\na\n", "a\n")).containsExactly(" a", "-a");
    }

    @Test
    void texts_too_long_to_compare_count_as_replaced() {
        var before = lines("a", 1_100);
        var after = lines("b", 1_100);

        assertThat(diff(before, after)).hasSize(2_200).startsWith("-a0").endsWith("+b1099");
    }

    @Test
    void what_may_be_compared_is_for_all_files_together() {
        var before = lines("a", 450) + "\nsame\n" + lines("b", 449);
        var after = lines("c", 450) + "\nsame\n" + lines("d", 449);

        var changes =
                RevisionDiff.of(
                        List.of(source("1", before), source("2", before), source("3", "x")),
                        List.of(source("1", after), source("2", after), source("3", "x\ny")));

        assertThat(changes.get(0).lines()).contains(" same");
        assertThat(changes.get(1).lines()).contains("-same", "+same");
        assertThat(changes.get(2).lines()).containsExactly(" x", "+y");
    }

    @Test
    void files_that_are_the_same_are_left_out() {
        var before = List.of(source("gone", "x"), source("same", "y"), source("other", "1"));
        var after = List.of(source("same", "y"), source("other", "2"), source("new", "z"));

        assertThat(RevisionDiff.of(before, after))
                .containsExactly(
                        new RevisionDiff.FileDiff("gone", List.of("-x")),
                        new RevisionDiff.FileDiff("new", List.of("+z")),
                        new RevisionDiff.FileDiff("other", List.of("-1", "+2")));
    }

    private static List<String> diff(String before, String after) {
        return TextDiff.of(before, after, new TextDiff.Effort(1_000_000));
    }

    private static PolicySource source(String name, String text) {
        return new PolicySource(name, text);
    }

    private static String lines(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(line -> prefix + line)
                .collect(Collectors.joining("\n"));
    }
}
