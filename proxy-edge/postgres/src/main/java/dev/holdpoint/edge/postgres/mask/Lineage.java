package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.ColumnType;
import dev.holdpoint.edge.postgres.mask.MaskedOrigins.Asked;
import dev.holdpoint.events.Mask;
import dev.holdpoint.sql.lineage.CopyForm;
import dev.holdpoint.sql.lineage.Origin;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.lineage.Source;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the text of a command tells of its output columns, statement by statement. */
final class Lineage {
    private final MaskedOrigins origins;
    private final List<Output> outputs;
    private int statement;

    Lineage(MaskedOrigins origins, List<Output> outputs) {
        this.origins = origins;
        this.outputs = outputs;
    }

    /**
     * What a column's values are made from.
     *
     * @param origin to name in the record
     * @param asked how it is masked; null if nothing masked is in it
     * @param derived whether masked values pass through an expression
     * @param type of a masked column that arrives as it is
     */
    record Found(String origin, @Nullable Asked asked, boolean derived, ColumnType type) {
        private static final Found HARMLESS = new Found("", null, false, ColumnType.NONE);
    }

    /** Whether, for certain, no statement answers with anything masked. */
    boolean isHarmless() {
        return !outputs.isEmpty() && outputs.stream().allMatch(this::isHarmless);
    }

    private boolean isHarmless(Output output) {
        return switch (output) {
            case Output.NoRows _ -> true;
            case Output.Unknown _ -> false;
            case Output.Columns(var columns) -> areHarmless(columns);
            case Output.Copied(var columns, _) -> areHarmless(columns);
        };
    }

    private boolean areHarmless(List<Source> columns) {
        return columns.stream()
                .allMatch(source -> found(source).filter(all -> all.asked() == null).isPresent());
    }

    /** Whether, of all data that leaves by COPY, it is certain what each column is made from. */
    boolean isTold() {
        return outputs.stream().anyMatch(Output.Copied.class::isInstance)
                && outputs.stream().noneMatch(Output.Unknown.class::isInstance)
                && outputs.stream()
                        .filter(Output.Copied.class::isInstance)
                        .map(Output.Copied.class::cast)
                        .allMatch(this::isTold);
    }

    private boolean isTold(Output.Copied copied) {
        return areHarmless(copied.columns())
                || copied.form() != null
                        && copied.columns().stream().allMatch(source -> found(source).isPresent());
    }

    /** How the data is written that the running statement copies; empty if it copies none. */
    Optional<CopyForm> form() {
        return statement < outputs.size() && outputs.get(statement) instanceof Output.Copied copied
                ? Optional.ofNullable(copied.form())
                : Optional.empty();
    }

    /** Whether no statement of the command is through. */
    boolean isAtFirst() {
        return statement == 0;
    }

    void next() {
        statement++;
    }

    /** Empty if the text does not tell, for certain, of a column at this place among so many. */
    Optional<Found> of(int column, int columns) {
        var known =
                statement < outputs.size() ? sources(outputs.get(statement)) : List.<Source>of();
        return known.size() == columns ? found(known.get(column)) : Optional.empty();
    }

    /** The type of a column that arrives as it is, masked or not. */
    ColumnType type(int column, int columns) {
        var known =
                statement < outputs.size() ? sources(outputs.get(statement)) : List.<Source>of();
        if (known.size() != columns || known.get(column).unknown()) {
            return ColumnType.NONE;
        }
        var source = known.get(column);
        return source.origins().stream()
                .findFirst()
                .flatMap(
                        origin ->
                                origins.oid(origin.schema(), origin.relation())
                                        .map(oid -> type(source, oid, origin.column())))
                .orElse(ColumnType.NONE);
    }

    private static List<Source> sources(Output output) {
        return switch (output) {
            case Output.Columns(var columns) -> columns;
            case Output.Copied(var columns, _) -> columns;
            case Output.NoRows _, Output.Unknown _ -> List.of();
        };
    }

    private Optional<Found> found(Source source) {
        if (source.unknown()) {
            return Optional.empty();
        }
        Found all = Found.HARMLESS;
        for (var origin : source.origins()) {
            var oid = origins.oid(origin.schema(), origin.relation());
            if (oid.isEmpty()) {
                return Optional.empty();
            }
            var asked = asked(oid.get(), origin.column());
            if (asked != null) {
                all =
                        and(
                                all,
                                origin,
                                source.intact() ? asked : redacted(asked),
                                !source.intact() || asked.derived(),
                                type(source, oid.get(), origin.column()));
            }
        }
        return Optional.of(all);
    }

    private ColumnType type(Source source, int oid, String column) {
        return source.intact() && source.origins().size() == 1
                ? origins.type(oid, column)
                : ColumnType.NONE;
    }

    private @Nullable Asked asked(int oid, String column) {
        var own = origins.mask(oid, column);
        if (own.isPresent()) {
            return own.get();
        }
        boolean whole =
                column.equals(Origin.WHOLE_ROW)
                        ? origins.taintedRelations().contains(oid)
                        : origins.isTaintedView(oid) && !origins.isDefined(oid);
        return whole ? MaskedOrigins.WHOLE : null;
    }

    private static Found and(
            Found all, Origin origin, Asked asked, boolean derived, ColumnType type) {
        var known = all.asked();
        if (known == null) {
            var name = origin.schema() + "." + origin.relation() + "." + origin.column();
            return new Found(name, asked, derived, type);
        }
        return known.mask().equals(asked.mask())
                ? all
                : new Found(all.origin(), redacted(known), derived, ColumnType.NONE);
    }

    private static Asked redacted(Asked asked) {
        return new Asked(new Mask.Redact(), asked.rule());
    }
}
