package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.mask.MaskedOrigins.Asked;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.sql.Mentions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private final MaskedOrigins origins;
    private final Mentions mentions;
    private final boolean unseenObjects;
    private final Map<String, MaskCount> counts = new LinkedHashMap<>();

    /**
     * @param unseenObjects whether the session's open transaction has changed objects, which no
     *     snapshot shows: then whatever has no known origin is masked
     */
    public MaskPlan(MaskedOrigins origins, Mentions mentions, boolean unseenObjects) {
        this.origins = origins;
        this.mentions = mentions;
        this.unseenObjects = unseenObjects;
    }

    /** Whether no mask is asked for at all. */
    public boolean isEmpty() {
        return origins.isEmpty();
    }

    /** The masks applied so far, and how often. */
    public List<MaskUse> uses() {
        return counts.isEmpty() ? List.of() : counts.values().stream().map(MaskCount::use).toList();
    }

    /** Whether the command reaches, or could reach, masked values. */
    public boolean touches() {
        return !origins.isEmpty()
                && (unseenObjects
                        || origins.taintedRelations().stream().anyMatch(this::isMentioned));
    }

    /**
     * Why the command cannot run with its masks kept, or empty.
     *
     * @param functions those it calls, as written
     */
    public Optional<String> objection(List<String> functions) {
        if (origins.isEmpty()) {
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

    /** How a column is masked, and what counts it. */
    public record ColumnMask(MaskCount count, Mask mask, CellMask cell) {}

    private Optional<ColumnMask> mask(String origin, Asked asked, RowDescription.Column column) {
        var count =
                counts.computeIfAbsent(
                        asked.rule() + " " + origin, _ -> new MaskCount(asked.rule(), origin));
        return Optional.of(
                new ColumnMask(
                        count, asked.mask(), TypedMask.of(asked.mask(), column, origins.values())));
    }

    private Optional<ColumnMask> maskOf(RowDescription.Column column) {
        if (origins.isEmpty()) {
            return Optional.empty();
        }
        if (column.table() == 0 || column.attribute() == 0) {
            return couldCarryMasked()
                    ? whole("computed: " + column.name(), column)
                    : Optional.empty();
        }
        var relation = origins.relation(column.table());
        if (relation.isEmpty()) {
            return Integer.compareUnsigned(column.table(), FIRST_USER_OID) >= 0
                    ? whole(UNSEEN + column.name(), column)
                    : Optional.empty();
        }
        var origin = relation.get().column(column.attribute());
        var mask = origins.mask(column.table(), column.attribute());
        if (mask.isPresent()) {
            return mask(origin, mask.get(), column);
        }
        return origins.isTaintedView(column.table()) ? whole(origin, column) : Optional.empty();
    }

    private Optional<ColumnMask> whole(String origin, RowDescription.Column column) {
        return mask(origin, MaskedOrigins.WHOLE, column);
    }

    private boolean couldCarryMasked() {
        return touches() && (unseenObjects || mentions.wholeRows() || mentionsMaskedColumn());
    }

    private boolean mentionsMaskedColumn() {
        return origins.columnNames().stream().anyMatch(mentions.columns()::contains)
                || origins.taintedRelations().stream()
                        .filter(this::isMentioned)
                        .anyMatch(origins::isTaintedView);
    }

    private boolean isMentioned(int oid) {
        return origins.relation(oid)
                .filter(relation -> mentions.relations().contains(relation.name()))
                .isPresent();
    }
}
