package dev.holdpoint.sql.lineage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which columns the queries of a text read, and on which of them it depends what they yield. */
public final class ReadColumns {
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> compared = new LinkedHashSet<>();
    private int conditions;

    /** What is resolved meanwhile decides over rows. */
    <T> T comparing(Supplier<T> resolving) {
        conditions++;
        try {
            return resolving.get();
        } finally {
            conditions--;
        }
    }

    /** Takes note of a reference and of what it turned out to mean. */
    void resolved(List<String> written, Source source) {
        if (source.unknown()) {
            add(String.join(".", written));
        }
        source.origins().forEach(origin -> add(origin.text()));
    }

    /** Takes note of what decided over rows without being written as a condition. */
    void decides(Source source) {
        source.origins().forEach(origin -> compared.add(origin.text()));
    }

    /**
     * Takes note of a relation that may be the one meant: whatever is read may be a column of it.
     */
    void mayUse(String relation) {
        read.add(relation + "." + Origin.WHOLE_ROW);
        compared.add(relation + "." + Origin.WHOLE_ROW);
    }

    /** Takes note of what something that is set off reads. */
    public void include(Set<String> alsoRead, Set<String> alsoCompared) {
        read.addAll(alsoRead);
        compared.addAll(alsoCompared);
    }

    private void add(String column) {
        read.add(column);
        if (conditions > 0) {
            compared.add(column);
        }
    }

    /** All columns read, in the order they were met. */
    public List<String> read() {
        return List.copyOf(read);
    }

    /** Those of them that choose, join, group or order rows. */
    public List<String> compared() {
        return List.copyOf(compared);
    }
}
