package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.ColumnType;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.mask.MaskedOrigins.Asked;
import dev.holdpoint.edge.postgres.mask.cell.CellMask;
import dev.holdpoint.edge.postgres.mask.cell.DetectedCells;
import dev.holdpoint.edge.postgres.mask.cell.TypedMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.lineage.CopyForm;
import dev.holdpoint.sql.lineage.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which result columns of one command are masked, by where their values come from.
 *
 * <p>A column with an origin is masked if its origin, or the table its table inherits from, is; a
 * column of a view that reads a masked column anywhere is masked whole; a computed column is masked
 * as the columns are that its values are made from or, where the text does not tell, whole if the
 * command mentions a masked column or a whole row of a relation that has one; a column of a
 * relation the snapshot does not know is masked whole.
 */
public final class MaskPlan {
    /** Begins the origin of a column whose relation the snapshot does not know. */
    public static final String UNSEEN = "unknown: ";

    /** FirstNormalObjectId: relations below are PostgreSQL's own. */
    private static final int FIRST_USER_OID = 16_384;

    /** Stands for the column of a COPY in the record. */
    private static final String COPY = "copy";

    private final MaskedOrigins origins;
    private final Mentions mentions;
    private final List<Output> outputs;
    private final boolean unseenObjects;
    private final Lineage lineage;
    private final MaskUses uses = new MaskUses();

    /**
     * @param outputs what each statement of the command answers with; empty if that is not known
     * @param unseenObjects whether the session's open transaction, or the command itself, changes
     *     objects, which no snapshot shows: then whatever has no known origin is masked, and what
     *     comes from a view has none
     */
    public MaskPlan(
            MaskedOrigins origins, Mentions mentions, List<Output> outputs, boolean unseenObjects) {
        this.origins = origins;
        this.lineage = new Lineage(origins, unseenObjects ? List.of() : outputs);
        this.mentions = mentions;
        this.outputs = outputs;
        this.unseenObjects = unseenObjects;
    }

    /** Whether no mask is asked for at all. */
    public boolean isEmpty() {
        return origins.isEmpty() && detectors().isEmpty();
    }

    /** Whether values are looked for in whatever the command returns. */
    public boolean looksForValues() {
        return !detectors().isEmpty();
    }

    /** Whether it was made by these origins while the session's objects were as they are now. */
    public boolean holds(MaskedOrigins now, boolean unseen) {
        return origins == now && unseenObjects == unseen;
    }

    MaskedOrigins origins() {
        return origins;
    }

    ValueDetectors detectors() {
        return origins.detectors();
    }

    /** Rows of the next statement may follow. */
    public void statementEnded() {
        lineage.next();
    }

    /** The masks applied so far, and how often. */
    public List<MaskUse> uses() {
        return uses.list();
    }

    /** Whether the command reaches, or could reach, masked values. */
    public boolean touches() {
        if (origins.isEmpty() || unseenObjects) {
            return !origins.isEmpty();
        }
        for (var relation : origins.taintedRelations()) {
            if (isMentioned(relation)) {
                return true;
            }
        }
        return false;
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
        if (couldCarryMasked() && functions.stream().anyMatch(SideDoors::keeps)) {
            return Optional.of("A function it calls could keep masked values for later");
        }
        if (storesMasked()) {
            return Optional.of("It could store masked values where nothing masks them");
        }
        if (mentions.relations().stream().anyMatch(SideDoors::samples)) {
            return Optional.of("Column statistics hold samples of masked values");
        }
        if (functions.stream().anyMatch(SideDoors::readsStored)
                || mentions.relations().stream().anyMatch(SideDoors::isStorage)) {
            return Optional.of("It reads masked values where they are stored");
        }
        return mentions.copyOut() && touches() && !lineage.isTold()
                ? Optional.of("Nothing tells for certain which masked columns would leave by COPY")
                : Optional.empty();
    }

    /** Masks the rows of a result that the target describes so. */
    public RowMasker rows(PgFrame description) {
        boolean comparable = detectors().isEmpty() && !unseenObjects && lineage.isAtFirst();
        if (comparable && origins.plain().has(description, mentions, outputs)) {
            return RowMasker.PLAIN;
        }
        var masker = rows(RowDescription.read(description));
        if (comparable && masker.isPlain()) {
            origins.plain().add(description, mentions, outputs);
        }
        return masker;
    }

    /** Masks the rows of a result. */
    public RowMasker rows(RowDescription description) {
        var masks = of(description);
        if (detectors().isEmpty()) {
            return new RowMasker(masks);
        }
        return new RowMasker(
                masks, description.columns().stream().map(this::detected).toList(), detectors());
    }

    private Optional<DetectedCells> detected(RowDescription.Column column) {
        return DetectedCells.applies(column)
                ? Optional.of(
                        new DetectedCells(
                                column,
                                detectors(),
                                origins.values(),
                                detection -> uses.detected(detection, column.name())))
                : Optional.empty();
    }

    /**
     * Masks the data of a COPY; empty if nothing is masked in it.
     *
     * @param columns how many the target says there are
     */
    public Optional<CopyAnswer> copy(int columns, boolean binary) {
        var masks = copyColumns(columns, binary);
        var masker =
                masks.stream().allMatch(Optional::isEmpty)
                        ? null
                        : new CopyMasker(lineage.form().orElseThrow(), masks);
        if (detectors().isEmpty()) {
            return Optional.ofNullable(masker).map(some -> new CopyAnswer(some, null));
        }
        return Optional.of(new CopyAnswer(masker, copied(columns, binary, masks)));
    }

    private CopyScrubber copied(int columns, boolean binary, List<Optional<ColumnMask>> masks) {
        var looked = new ArrayList<Optional<DetectedCells>>(columns);
        for (int i = 0; binary && i < columns; i++) {
            boolean masked = i < masks.size() && masks.get(i).isPresent();
            looked.add(
                    masked ? Optional.empty() : detected(copied(lineage.type(i, columns), true)));
        }
        return new CopyScrubber(
                detectors(),
                origins.values(),
                detection -> uses.detected(detection, COPY),
                binary
                        ? place ->
                                place < columns
                                        ? looked.get(place)
                                        : detected(copied(ColumnType.NONE, true))
                        : null);
    }

    /** How each column is masked; none at all if none is. */
    private List<Optional<ColumnMask>> copyColumns(int columns, boolean binary) {
        var form = lineage.form();
        if (origins.isEmpty() || !touches() || form.isEmpty()) {
            return List.of();
        }
        if (binary != (form.get().format() == CopyForm.Format.BINARY)) {
            throw new MalformedFrame("the target copies in another format than it was told");
        }
        var masks = new ArrayList<Optional<ColumnMask>>(columns);
        for (int i = 0; i < columns; i++) {
            masks.add(copied(lineage.of(i, columns), binary));
        }
        return masks;
    }

    private static RowDescription.Column copied(ColumnType type, boolean binary) {
        return new RowDescription.Column(COPY, 0, 0, type.oid(), type.modifier(), binary ? 1 : 0);
    }

    private Optional<ColumnMask> copied(Optional<Lineage.Found> source, boolean binary) {
        var column = copied(source.map(Lineage.Found::type).orElse(ColumnType.NONE), binary);
        return source.isPresent() ? masked(source.get(), column) : whole(COPY, column);
    }

    /** The mask of each column of a result, in order. */
    List<Optional<ColumnMask>> of(RowDescription description) {
        var columns = description.columns();
        var plan = new ArrayList<Optional<ColumnMask>>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            plan.add(maskOf(columns.get(i), lineage.of(i, columns.size())));
        }
        return List.copyOf(plan);
    }

    /**
     * How a column is masked, and what counts it.
     *
     * @param derived whether its values are made from masked ones, so that NULL is masked, too
     */
    public record ColumnMask(MaskCount count, Mask mask, CellMask cell, boolean derived) {}

    private Optional<ColumnMask> mask(
            String origin, Asked asked, boolean derived, RowDescription.Column column) {
        return Optional.of(
                new ColumnMask(
                        uses.count(asked.rule(), origin),
                        asked.mask(),
                        TypedMask.of(asked.mask(), column, origins.values()),
                        derived));
    }

    private Optional<ColumnMask> maskOf(
            RowDescription.Column column, Optional<Lineage.Found> source) {
        if (origins.isEmpty()) {
            return Optional.empty();
        }
        if (column.table() == 0 || column.attribute() == 0) {
            return computed(column, source);
        }
        var relation = origins.relation(column.table());
        if (relation.isEmpty()) {
            return Integer.compareUnsigned(column.table(), FIRST_USER_OID) >= 0
                    ? whole(UNSEEN + column.name(), column)
                    : Optional.empty();
        }
        if (!relation.get().columns().containsKey(column.attribute())) {
            return column.attribute() > 0
                    ? whole(UNSEEN + column.name(), column)
                    : Optional.empty();
        }
        var origin = relation.get().column(column.attribute());
        var mask = origins.mask(column.table(), column.attribute());
        if (mask.isPresent()) {
            return mask(origin, mask.get(), mask.get().derived(), column);
        }
        if (unseenObjects && isView(relation.get())) {
            return whole(UNSEEN + column.name(), column);
        }
        if (!origins.isTaintedView(column.table()) && !isCarried(relation.get(), source)) {
            return Optional.empty();
        }
        return source.isPresent() ? masked(source.get(), column) : whole(origin, column);
    }

    /** A view may show what a routine in it takes from elsewhere. */
    private boolean isCarried(Relation relation, Optional<Lineage.Found> source) {
        return isView(relation)
                && source.isEmpty()
                && origins.taintedRelations().stream()
                        .flatMap(oid -> origins.relation(oid).stream())
                        .anyMatch(masked -> mentions.carried().contains(masked.name()));
    }

    private static boolean isView(Relation relation) {
        return relation.kind() == 'v' || relation.kind() == 'm';
    }

    private Optional<ColumnMask> computed(
            RowDescription.Column column, Optional<Lineage.Found> source) {
        if (source.isPresent()) {
            return masked(source.get(), column);
        }
        return couldCarryMasked() ? whole("computed: " + column.name(), column) : Optional.empty();
    }

    private Optional<ColumnMask> masked(Lineage.Found source, RowDescription.Column column) {
        var asked = source.asked();
        return asked == null
                ? Optional.empty()
                : mask(source.origin(), asked, source.derived(), column);
    }

    private Optional<ColumnMask> whole(String origin, RowDescription.Column column) {
        return mask(origin, MaskedOrigins.WHOLE, true, column);
    }

    private boolean couldCarryMasked() {
        return touches() && (unseenObjects || mentionsMasked(mentions));
    }

    private boolean storesMasked() {
        var stored = mentions.stored();
        return stored != null
                && (storesUnseen(stored)
                        || origins.taintedRelations().stream()
                                        .anyMatch(oid -> isMentioned(oid, stored))
                                && mentionsMasked(stored));
    }

    /** A view may be another one by now; what is not known may be one that reads masked columns. */
    private boolean storesUnseen(Mentions stored) {
        return unseenObjects && !stored.relations().stream().allMatch(origins::isTable);
    }

    private boolean mentionsMasked(Mentions part) {
        return part.wholeRows()
                || origins.columnNames().stream().anyMatch(part.columns()::contains)
                || origins.taintedRelations().stream()
                        .filter(oid -> isMentioned(oid, part))
                        .anyMatch(origins::isTaintedView);
    }

    private boolean isMentioned(int oid) {
        return isMentioned(oid, mentions);
    }

    private boolean isMentioned(int oid, Mentions part) {
        return origins.relation(oid)
                .filter(relation -> part.relations().contains(relation.name()))
                .isPresent();
    }
}
