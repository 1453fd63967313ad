package dev.holdpoint.policy.revision;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import java.util.List;
import java.util.TreeMap;

/** What another revision in the place of one would change, file by file. */
public final class RevisionDiff {
    /** Of lines, in all files together. */
    private static final long MOST_PAIRS = 1_000_000;

    private RevisionDiff() {}

    /**
     * A file that differs.
     *
     * @param lines those that only the first revision has begin with {@code -}, those that only the
     *     second has with {@code +}, {@code @@} stands for lines that both have
     */
    public record FileDiff(String file, List<String> lines) {
        public FileDiff {
            lines = List.copyOf(lines);
        }
    }

    /** The files that are not the same in both, by name. */
    public static List<FileDiff> of(List<PolicySource> before, List<PolicySource> after) {
        var texts = new TreeMap<String, String>();
        before.forEach(source -> texts.put(source.name(), source.yaml()));
        var all = new TreeMap<String, List<String>>();
        var effort = new TextDiff.Effort(MOST_PAIRS);
        after.forEach(
                source -> {
                    var old = texts.remove(source.name());
                    all.put(
                            source.name(),
                            TextDiff.of(old == null ? "" : old, source.yaml(), effort));
                });
        texts.forEach((name, text) -> all.put(name, TextDiff.of(text, "", effort)));
        return all.entrySet().stream()
                .filter(file -> file.getValue().stream().anyMatch(RevisionDiff::isChange))
                .map(file -> new FileDiff(file.getKey(), file.getValue()))
                .toList();
    }

    private static boolean isChange(String line) {
        return line.startsWith("-") || line.startsWith("+");
    }
}
