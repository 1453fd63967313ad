package dev.holdpoint.sql.effect;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.Conduct;
import dev.holdpoint.sql.catalogue.RelationName;
import dev.holdpoint.sql.catalogue.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the use of a relation to everything it sets off in the catalogue. */
final class Consequences {
    /** More relations than this are too many to name: then anything may happen. */
    private static final int MAX_RELATIONS = 500;

    private static final Set<Usage> ROWS =
            EnumSet.of(
                    Usage.INSERT,
                    Usage.UPDATE,
                    Usage.DELETE,
                    Usage.TRUNCATE,
                    Usage.TRUNCATE_CASCADE);

    private static final Set<Usage> CHANGES = EnumSet.of(Usage.INSERT, Usage.UPDATE, Usage.DELETE);

    private final Knowledge knowledge;
    private final Map<Use, Consequence> known = new HashMap<>();

    Consequences(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    private record Use(CatalogRelation relation, Usage usage) {
        boolean is(Usage... any) {
            return Set.of(any).contains(usage);
        }
    }

    Consequence of(CatalogRelation relation, Usage usage) {
        var use = new Use(relation, usage);
        var before = known.get(use);
        if (before == null) {
            known.put(use, Consequence.UNKNOWN);
            before = followed(use);
            known.put(use, before);
        }
        return before;
    }

    private Consequence followed(Use start) {
        var all = new ArrayList<Consequence>();
        var seen = new HashSet<Use>();
        Deque<Use> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty() && seen.size() <= MAX_RELATIONS) {
            var use = open.pop();
            if (seen.add(use)) {
                all.add(own(use));
                open.addAll(further(use));
            }
        }
        return open.isEmpty() ? Consequence.all(all) : Consequence.UNKNOWN;
    }

    /** What happens to the relation itself, and those it is a part of. */
    private Consequence own(Use use) {
        var names = new HashSet<String>();
        name(use.relation(), names);
        var touched =
                use.is(Usage.READ)
                        ? Consequence.touching(names, Set.of())
                        : Consequence.touching(Set.of(), names);
        var expressions = expressions(use).stream().map(knowledge::ofExpressions).toList();
        return touched.and(Consequence.all(expressions))
                .and(definition(use))
                .and(fired(use))
                .and(Consequence.uncounted(cascades(use)))
                .and(Consequence.having(unclear(use) ? Set.of(Effect.UNKNOWN) : Set.of()));
    }

    /** A trigger has the row at hand, and what it changes may show it. */
    private Consequence fired(Use use) {
        var all = new ArrayList<Consequence>();
        for (var routine : use.relation().conduct().fired().getOrDefault(event(use), List.of())) {
            var consequence = knowledge.of(routine);
            var taken = new HashSet<>(consequence.reads());
            boolean writes = consequence.effects().contains(Effect.WRITE);
            if (writes) {
                name(use.relation(), taken);
            }
            all.add(consequence.calling(routine.qualifiedName(), taken));
            all.add(Consequence.uncounted(writes));
        }
        return Consequence.all(all);
    }

    private static Usage event(Use use) {
        return use.is(Usage.TRUNCATE_CASCADE) ? Usage.TRUNCATE : use.usage();
    }

    private void name(CatalogRelation relation, Set<String> names) {
        if (names.add(relation.qualifiedName())) {
            for (var parent : relation.conduct().parents()) {
                knowledge.relation(parent).ifPresent(one -> name(one, names));
            }
        }
    }

    /** Rows of others are changed with those of the relation. */
    private static boolean cascades(Use use) {
        return use.relation().conduct().referrers().stream()
                .flatMap(referrer -> usages(referrer, use.usage()).stream())
                .anyMatch(CHANGES::contains);
    }

    private static Set<Usage> usages(Conduct.Referrer referrer, Usage usage) {
        return switch (usage) {
            case DELETE -> referrer.onDelete();
            case UPDATE -> referrer.onUpdate();
            case TRUNCATE_CASCADE -> Set.of(Usage.TRUNCATE_CASCADE);
            case READ, INSERT, TRUNCATE, REBUILD, DEFINE -> Set.of();
        };
    }

    private static boolean unclear(Use use) {
        var conduct = use.relation().conduct();
        boolean outside = conduct.kind() == Conduct.Kind.FOREIGN && !use.is(Usage.DEFINE);
        return outside || conduct.watched().contains(event(use));
    }

    private static List<String> expressions(Use use) {
        var conduct = use.relation().conduct();
        return switch (use.usage()) {
            case READ, DELETE -> conduct.onRead();
            case INSERT, UPDATE, REBUILD -> {
                var both = new ArrayList<>(conduct.onRead());
                both.addAll(conduct.onWrite());
                yield both;
            }
            case TRUNCATE, TRUNCATE_CASCADE, DEFINE -> List.of();
        };
    }

    /** A materialised view shows what its query gave when it was last refreshed. */
    private Consequence definition(Use use) {
        var relation = use.relation();
        if (relation.definition().isEmpty() || use.is(Usage.DEFINE)) {
            return Consequence.NONE;
        }
        var query = knowledge.ofText(relation.definition());
        boolean kept =
                relation.conduct().kind() == Conduct.Kind.MATERIALIZED_VIEW && use.is(Usage.READ);
        return kept
                ? Consequence.touching(query.reads(), Set.of())
                        .and(Consequence.carrying(query.carried()))
                : query;
    }

    private List<Use> further(Use use) {
        var more = new ArrayList<Use>();
        children(use, more);
        for (var referrer : use.relation().conduct().referrers()) {
            add(more, referrer.relation(), usages(referrer, use.usage()));
        }
        if (ROWS.contains(use.usage()) && use.relation().conduct().kind() == Conduct.Kind.VIEW) {
            base(use).ifPresent(name -> add(more, name, Set.of(use.usage())));
        }
        return more;
    }

    private Optional<RelationName> base(Use use) {
        return use.relation().definition().isEmpty()
                ? Optional.empty()
                : knowledge.base(use.relation());
    }

    /** An updated row may move to another partition: it is deleted here and inserted there. */
    private void children(Use use, List<Use> more) {
        var conduct = use.relation().conduct();
        boolean partitioned = conduct.kind() == Conduct.Kind.PARTITIONED;
        if (use.is(Usage.INSERT) && !partitioned) {
            return;
        }
        boolean moves = partitioned && use.is(Usage.UPDATE);
        var uses =
                moves
                        ? EnumSet.of(Usage.UPDATE, Usage.DELETE, Usage.INSERT)
                        : EnumSet.of(use.usage());
        conduct.children().forEach(child -> add(more, child, uses));
    }

    private void add(List<Use> more, RelationName name, Set<Usage> usages) {
        knowledge
                .relation(name)
                .ifPresent(one -> usages.forEach(usage -> more.add(new Use(one, usage))));
    }
}
