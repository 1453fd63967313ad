package dev.holdpoint.sql.effect;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Mentions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a text refers to, for masking, as far as a walk over its parse tree has come. */
final class Mentioned {
    private final Set<String> relations = new LinkedHashSet<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Set<String> rows = new LinkedHashSet<>();
    private final Set<String> bare = new LinkedHashSet<>();
    private final Set<String> carried = new LinkedHashSet<>();
    private final Set<String> kept = new LinkedHashSet<>();
    private final RowCalls calls = new RowCalls();
    private @Nullable Stored stored;
    private boolean wholeRows;
    private boolean copyOut;
    private boolean copyIn;

    void relation(String name) {
        relations.add(name);
    }

    /** A relation in whose place its rows may be named. */
    void range(String name) {
        relation(name);
        alias(name);
    }

    void alias(String alias) {
        rows.add(alias);
    }

    /** What names with a dot mean. */
    RowCalls calls() {
        return calls;
    }

    void column(String name) {
        columns.add(name);
        bare.add(name);
    }

    void wholeRows() {
        wholeRows = true;
    }

    void copyOut() {
        copyOut = true;
    }

    void copyIn() {
        copyIn = true;
    }

    /** A routine the text calls; it may store values of the relations it changes, too. */
    void called(Consequence consequence) {
        wholeRows |= consequence.touchesRelations();
        relations.addAll(simple(consequence.writes()));
        shows(consequence.reads());
        if (consequence.effects().contains(Effect.WRITE)) {
            kept.addAll(simple(consequence.reads()));
            if (!consequence.columns().read().isEmpty()) {
                kept.addAll(simple(consequence.writes()));
            }
        }
    }

    /** Something is set off. */
    void include(Consequence consequence) {
        shows(consequence.carried());
        if (consequence.effects().contains(Effect.WRITE)) {
            keeps(consequence);
        }
    }

    /** What passes through it may be stored. */
    void keeps(Consequence consequence) {
        kept.addAll(simple(consequence.carried()));
    }

    /** Values of these relations pass through a routine. */
    private void shows(Set<String> qualified) {
        carried.addAll(qualified);
        relations.addAll(simple(qualified));
        wholeRows |= !qualified.isEmpty();
    }

    private static Set<String> simple(Set<String> names) {
        return names.stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }

    /** Relations whose values pass through routines, with their schemas. */
    Set<String> carried() {
        return carried;
    }

    /** What the statements store, found apart. */
    void stores(Stored found) {
        stored = found;
    }

    /** All of it but what is stored. */
    Mentions referred() {
        boolean any = wholeRows || bare.stream().anyMatch(rows::contains) || calls.any();
        return new Mentions(relations, columns, any, copyOut, copyIn, simple(carried), null);
    }

    /** All of it, once the walk is over. */
    Mentions all() {
        return (stored == null ? referred() : stored.in(referred())).storing(kept);
    }
}
