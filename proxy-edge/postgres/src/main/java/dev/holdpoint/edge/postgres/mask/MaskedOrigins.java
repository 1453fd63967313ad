package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.sql.lineage.Origin.WHOLE_ROW;

import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.ColumnType;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a set of masks means in one snapshot: the columns that carry them, tables they inherit from
 * and partitions included, and the relations whose contents come from one.
 */
public final class MaskedOrigins {
    /**
     * A mask and who asks for it.
     *
     * @param derived whether it is for values made from masked ones
     */
    record Asked(Mask mask, @Nullable String rule, boolean derived) {
        Asked(Mask mask, @Nullable String rule) {
            this(mask, rule, false);
        }
    }

    /** pg_statistic, which stands for whatever holds samples of columns. */
    private static final int SAMPLES = 2619;

    static final Asked WHOLE = new Asked(new Mask.Redact(), null);

    private final TargetCatalog catalog;
    private final ValueMask values;
    private final Map<Integer, Map<String, Asked>> masks = new HashMap<>();
    private final Set<Integer> tainted;
    private final Set<String> names;
    private final boolean noneAsked;
    private final ValueDetectors detectors;
    private final Map<String, Integer> relations = new HashMap<>();
    private final PlainResults plain = new PlainResults();

    /**
     * @param obligations of the decision; those that ask for no mask are ignored
     * @param values makes the masked values
     */
    public MaskedOrigins(List<Obligation> obligations, TargetCatalog catalog, ValueMask values) {
        this.catalog = catalog;
        this.values = values;
        this.detectors = new ValueDetectors(obligations);
        this.noneAsked = obligations.stream().noneMatch(Obligation.MaskColumn.class::isInstance);
        var asked = new HashMap<String, Map<String, Asked>>();
        for (var obligation : obligations) {
            switch (obligation) {
                case Obligation.MaskColumn(var column, var mask, var rule) ->
                        ask(asked, column, new Asked(mask, rule));
                case Obligation.DetectValues _,
                        Obligation.RecordResults _,
                        Obligation.LimitRows _ -> {}
            }
        }
        catalog.relations()
                .forEach(
                        (oid, relation) ->
                                asked.getOrDefault(relation.qualifiedName(), Map.of())
                                        .forEach((column, mask) -> add(oid, column, mask)));
        catalog.relations()
                .forEach((oid, relation) -> relations.put(relation.qualifiedName(), oid));
        inherit();
        while (generate()) {
            inherit();
        }
        tainted = tainted();
        names =
                masks.values().stream()
                        .flatMap(columns -> columns.keySet().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static void ask(Map<String, Map<String, Asked>> asked, String column, Asked mask) {
        int dot = column.lastIndexOf('.');
        asked.computeIfAbsent(column.substring(0, Math.max(0, dot)), _ -> new HashMap<>())
                .merge(column.substring(dot + 1), mask, MaskedOrigins::stricter);
    }

    private static Asked stricter(Asked one, Asked other) {
        return one.mask().equals(other.mask()) ? one : WHOLE;
    }

    private void add(int oid, String column, Asked mask) {
        masks.computeIfAbsent(oid, _ -> new HashMap<>())
                .merge(column, mask, MaskedOrigins::stricter);
    }

    /** Reading a parent reads its children; reading a child reads part of its parent. */
    private void inherit() {
        boolean changed;
        do {
            changed = false;
            for (var child : catalog.relations().entrySet()) {
                for (int parent : child.getValue().parents()) {
                    changed |= share(child.getKey(), parent) | share(parent, child.getKey());
                }
            }
        } while (changed);
    }

    /** A column made from masked ones is masked whole, unless it has a mask of its own. */
    private boolean generate() {
        boolean changed = false;
        for (var relation : catalog.relations().entrySet()) {
            for (var column : relation.getValue().generated().entrySet()) {
                int oid = relation.getKey();
                var asked = madeFrom(oid, column.getValue());
                if (asked.isPresent() && mask(oid, column.getKey()).isEmpty()) {
                    var rule = asked.get().rule();
                    add(oid, column.getKey(), new Asked(new Mask.Redact(), rule, true));
                    changed = true;
                }
            }
        }
        return changed;
    }

    private Optional<Asked> madeFrom(int oid, Set<String> columns) {
        return masks.getOrDefault(oid, Map.of()).entrySet().stream()
                .filter(masked -> columns.contains(masked.getKey()) || columns.contains(WHOLE_ROW))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private boolean share(int from, int to) {
        var target = catalog.relations().get(to);
        var given = masks.get(from);
        if (target == null || given == null) {
            return false;
        }
        boolean changed = false;
        for (var column : List.copyOf(given.entrySet())) {
            var known = masks.getOrDefault(to, Map.of()).get(column.getKey());
            boolean has = target.columns().containsValue(column.getKey());
            if (has && known == null) {
                add(to, column.getKey(), column.getValue());
                changed = true;
            }
        }
        return changed;
    }

    /** Results under these masks that need none. */
    PlainResults plain() {
        return plain;
    }

    /** What is to be recognised by its looks. */
    ValueDetectors detectors() {
        return detectors;
    }

    /** Whether no column is masked at all, whatever the snapshot knows. */
    boolean isEmpty() {
        return noneAsked;
    }

    ValueMask values() {
        return values;
    }

    Optional<Relation> relation(int oid) {
        return Optional.ofNullable(catalog.relations().get(oid));
    }

    /** The OID of a relation by its qualified name, if the snapshot knows it. */
    Optional<Integer> oid(String schema, String relation) {
        return Optional.ofNullable(relations.get(schema + "." + relation));
    }

    /** The type of a column, of a domain what it is made on. */
    ColumnType type(int oid, String column) {
        return relation(oid)
                .map(known -> known.types().getOrDefault(column, ColumnType.NONE))
                .orElse(ColumnType.NONE);
    }

    /** As below, by the column's name. */
    Optional<Asked> mask(int oid, String column) {
        return Optional.ofNullable(masks.getOrDefault(oid, Map.of()).get(column));
    }

    /** The mask a column carries itself. */
    Optional<Asked> mask(int oid, int attribute) {
        return relation(oid)
                .map(relation -> relation.columns().get(attribute))
                .flatMap(name -> Optional.ofNullable(masks.getOrDefault(oid, Map.of()).get(name)));
    }

    /** Whether, for certain, whatever has that name is a table. */
    boolean isTable(String name) {
        var called =
                catalog.relations().values().stream()
                        .filter(relation -> relation.name().equals(name))
                        .toList();
        return !called.isEmpty()
                && called.stream().noneMatch(one -> one.kind() == 'v' || one.kind() == 'm');
    }

    /** Whether this is a view, of any kind, that reads a masked column. */
    boolean isTaintedView(int oid) {
        return catalog.sources().containsKey(oid) && tainted.contains(oid);
    }

    /**
     * Whether this is a view whose query is known: where its columns come from is told with them.
     */
    boolean isDefined(int oid) {
        return relation(oid)
                .flatMap(view -> catalog.names().relation(view.schema(), view.name()))
                .filter(view -> !view.definition().isEmpty())
                .isPresent();
    }

    /** Relations with a masked column of their own, and those whose contents come from one. */
    Set<Integer> taintedRelations() {
        return tainted;
    }

    /** Names of masked columns, without their relations. */
    Set<String> columnNames() {
        return names;
    }

    private Set<Integer> tainted() {
        var found = new HashSet<>(masks.keySet());
        if (!noneAsked) {
            found.add(SAMPLES);
        }
        for (var more = readersOf(found); !more.isEmpty(); more = readersOf(found)) {
            found.addAll(more);
        }
        return Set.copyOf(found);
    }

    private List<Integer> readersOf(Set<Integer> found) {
        var readers = new ArrayList<Integer>();
        catalog.sources()
                .forEach(
                        (view, origins) -> {
                            if (!found.contains(view)
                                    && origins.stream().anyMatch(origin -> taints(origin, found))) {
                                readers.add(view);
                            }
                        });
        return readers;
    }

    private boolean taints(Origin origin, Set<Integer> found) {
        return found.contains(origin.relation())
                && (origin.attribute() == 0
                        || catalog.sources().containsKey(origin.relation())
                        || mask(origin.relation(), origin.attribute()).isPresent());
    }
}
