package dev.holdpoint.sql.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What using a relation sets off.
 *
 * @param watched uses that fire a trigger or a rule nobody can tell of
 * @param fired the functions of other triggers by the use that fires them
 * @param onRead expressions that may be evaluated when it is read, every name in them qualified
 * @param onWrite further ones when rows are written, or the relation is rebuilt
 * @param parents relations it inherits from or is a partition of
 * @param children relations that inherit from it or are its partitions
 * @param referrers relations with a foreign key to it
 */
public record Conduct(
        Kind kind,
        Set<Usage> watched,
        Map<Usage, List<CatalogRoutine>> fired,
        List<String> onRead,
        List<String> onWrite,
        List<RelationName> parents,
        List<RelationName> children,
        List<Referrer> referrers) {
    /** A table nothing depends on. */
    public static final Conduct PLAIN =
            new Conduct(
                    Kind.TABLE,
                    Set.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());

    public Conduct {
        watched = Set.copyOf(watched);
        fired = Map.copyOf(fired);
        onRead = List.copyOf(onRead);
        onWrite = List.copyOf(onWrite);
        parents = List.copyOf(parents);
        children = List.copyOf(children);
        referrers = List.copyOf(referrers);
    }

    /** What a relation is. */
    public enum Kind {
        TABLE,
        PARTITIONED,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN
    }

    /**
     * A relation whose rows follow those they refer to.
     *
     * @param onDelete what happens to them when a row they refer to is deleted
     * @param onUpdate what happens to them when its key changes
     */
    public record Referrer(RelationName relation, Set<Usage> onDelete, Set<Usage> onUpdate) {
        public Referrer {
            onDelete = Set.copyOf(onDelete);
            onUpdate = Set.copyOf(onUpdate);
        }
    }
}
