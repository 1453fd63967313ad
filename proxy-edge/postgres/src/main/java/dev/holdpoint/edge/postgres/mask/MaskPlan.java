package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.mask.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.mask.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.sql.Mentions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which result columns of one command are masked, by where their values come from.
 *
 * <p>A column with an origin is masked if its origin, or the table its table inherits from, is; a
 * column of a view that reads a masked column anywhere is masked whole; a computed column is masked
 * whole if the command mentions a masked column or a whole row of a relation that has one; a column
 * of a relation the snapshot does not know is masked whole.
 */
public final class MaskPlan {
    /** Begins the origin of a column whose relation the snapshot does not know. */
    public static final String UNSEEN = "unknown: ";

    private static final Mask WHOLE = new Mask.Redact();

    /** FirstNormalObjectId: relations below are PostgreSQL's own. */
    private static final int FIRST_USER_OID = 16_384;

    private static final Set<String> STATISTICS =
            Set.of(
                    "pg_stats",
                    "pg_statistic",
                    "pg_stats_ext",
                    "pg_stats_ext_exprs",
                    "pg_statistic_ext_data");

    /** Put values where another command, or another session, reads them without an origin. */
    private static final Set<String> SMUGGLERS =
            Set.of(
                    "set_config",
                    "pg_notify",
                    "setval",
                    "lowrite",
                    "pg_logical_emit_message",
                    "query_to_xml",
                    "cursor_to_xml");

    private final TargetCatalog catalog;
    private final Mentions mentions;
    private final Map<String, Mask> masks;
    private final Set<Integer> tainted;
    private final boolean unseenObjects;

    /**
     * @param unseenObjects whether the session's open transaction has changed objects, which no
     *     snapshot shows: then whatever has no known origin is masked
     */
    public MaskPlan(
            Decision.Allow allow, Mentions mentions, TargetCatalog catalog, boolean unseenObjects) {
        this.catalog = catalog;
        this.unseenObjects = unseenObjects;
        this.mentions = mentions;
        this.masks = new HashMap<>();
        for (var obligation : allow.obligations()) {
            switch (obligation) {
                case Obligation.MaskColumn(var column, var mask) ->
                        masks.merge(column, mask, (one, other) -> one.equals(other) ? one : WHOLE);
            }
        }
        this.tainted = tainted();
    }

    /** Whether the command reaches, or could reach, masked values. */
    public boolean touches() {
        return !masks.isEmpty() && (unseenObjects || tainted.stream().anyMatch(this::isMentioned));
    }

    /**
     * Why the command cannot run with its masks kept, or empty.
     *
     * @param functions those it calls, as written
     */
    public Optional<String> objection(List<String> functions) {
        if (masks.isEmpty()) {
            return Optional.empty();
        }
        if (couldCarryMasked() && functions.stream().anyMatch(MaskPlan::smuggles)) {
            return Optional.of("A function it calls could keep masked values for later");
        }
        if (mentions.relations().stream().anyMatch(STATISTICS::contains)) {
            return Optional.of("Column statistics hold samples of masked values");
        }
        return mentions.copyOut() && touches()
                ? Optional.of(
                        "COPY carries no column origins, so masked columns cannot leave by it")
                : Optional.empty();
    }

    private static boolean smuggles(String function) {
        var name = function.substring(function.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return SMUGGLERS.contains(name) || name.contains("advisory") || name.startsWith("lo_");
    }

    /** The mask of each column of a result, in order. */
    public List<Optional<ColumnMask>> of(RowDescription description) {
        var plan = new ArrayList<Optional<ColumnMask>>(description.columns().size());
        for (var column : description.columns()) {
            plan.add(maskOf(column));
        }
        return List.copyOf(plan);
    }

    /** How a column is masked, and the origin to name in the record. */
    public record ColumnMask(String origin, Mask mask, int type) {}

    private Optional<ColumnMask> maskOf(RowDescription.Column column) {
        if (masks.isEmpty()) {
            return Optional.empty();
        }
        var relation = catalog.relations().get(column.table());
        if (column.table() == 0 || column.attribute() == 0) {
            return couldCarryMasked()
                    ? whole("computed: " + column.name(), column)
                    : Optional.empty();
        }
        if (relation == null) {
            return Integer.compareUnsigned(column.table(), FIRST_USER_OID) >= 0
                    ? whole(UNSEEN + column.name(), column)
                    : Optional.empty();
        }
        var origin = relation.column(column.attribute());
        var mask = directMask(relation, column.attribute());
        if (mask.isPresent()) {
            return Optional.of(new ColumnMask(origin, mask.get(), column.type()));
        }
        return catalog.sources().containsKey(column.table()) && tainted.contains(column.table())
                ? whole(origin, column)
                : Optional.empty();
    }

    private static Optional<ColumnMask> whole(String origin, RowDescription.Column column) {
        return Optional.of(new ColumnMask(origin, WHOLE, column.type()));
    }

    private Optional<Mask> directMask(Relation relation, int attribute) {
        var own = masks.get(relation.column(attribute));
        if (own != null) {
            return Optional.of(own);
        }
        var name = relation.columns().getOrDefault(attribute, "?");
        return relation.parents().stream()
                .map(parent -> catalog.relations().get(parent))
                .filter(parent -> parent != null)
                .flatMap(parent -> maskByName(parent, name).stream())
                .findFirst();
    }

    private Optional<Mask> maskByName(Relation relation, String column) {
        return relation.columns().entrySet().stream()
                .filter(entry -> entry.getValue().equals(column))
                .flatMap(entry -> directMask(relation, entry.getKey()).stream())
                .findFirst();
    }

    private boolean couldCarryMasked() {
        return touches() && (unseenObjects || mentions.wholeRows() || mentionsMaskedColumn());
    }

    private boolean mentionsMaskedColumn() {
        return masks.keySet().stream()
                        .map(column -> column.substring(column.lastIndexOf('.') + 1))
                        .anyMatch(mentions.columns()::contains)
                || tainted.stream()
                        .filter(this::isMentioned)
                        .anyMatch(oid -> catalog.sources().containsKey(oid));
    }

    private boolean isMentioned(int oid) {
        var relation = catalog.relations().get(oid);
        return relation != null && mentions.relations().contains(relation.name());
    }

    /** Relations with a masked column of their own, and everything whose contents come from one. */
    private Set<Integer> tainted() {
        var found = new HashSet<Integer>();
        catalog.relations()
                .forEach(
                        (oid, relation) -> {
                            if (relation.columns().keySet().stream()
                                    .anyMatch(column -> directMask(relation, column).isPresent())) {
                                found.add(oid);
                            }
                        });
        for (var more = readersOf(found); !more.isEmpty(); more = readersOf(found)) {
            found.addAll(more);
        }
        return found;
    }

    private Set<Integer> readersOf(Set<Integer> found) {
        return catalog.sources().entrySet().stream()
                .filter(entry -> !found.contains(entry.getKey()))
                .filter(
                        entry ->
                                entry.getValue().stream().anyMatch(origin -> taints(origin, found)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean taints(Origin origin, Set<Integer> found) {
        if (!found.contains(origin.relation())) {
            return false;
        }
        var relation = catalog.relations().get(origin.relation());
        return relation == null
                || origin.attribute() == 0
                || catalog.sources().containsKey(origin.relation())
                || directMask(relation, origin.attribute()).isPresent();
    }
}
