package dev.holdpoint.policy.propose;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Names that were used, as long as a document can hold them all. */
final class Names {
    private static final int MOST = 500;
    private static final int LONGEST = 1_024;

    private final TreeSet<String> names = new TreeSet<>();
    private boolean beyondDocuments;

    void add(Collection<String> used) {
        if (!beyondDocuments) {
            names.addAll(used);
            beyondDocuments = names.size() > MOST || !used.stream().allMatch(Names::isWritable);
        }
    }

    /**
     * Documents hold no texts with blanks around them, and names with {@code *} would mean more.
     */
    private static boolean isWritable(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.equals(name.strip())
                && name.indexOf('*') < 0;
    }

    /** Empty if no document can hold them. */
    Optional<List<String>> all() {
        return beyondDocuments ? Optional.empty() : Optional.of(List.copyOf(names));
    }
}
