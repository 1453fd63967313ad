package dev.holdpoint.policy.index;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grants that never change, found by whom they are for and on what. Another grant, or one less,
 * makes another index that shares all but a few nodes with the first.
 */
public final class GrantIndex extends AbstractMap<GrantId, GrantSpec> {
    /** A grant that names more pairs of somebody and a target is found by the somebody alone. */
    static final int MOST_PAIRS = 64;

    private static final GrantIndex EMPTY = new GrantIndex(SharedMap.empty(), SharedMap.empty());

    private final SharedMap<GrantId, GrantSpec> all;
    private final SharedMap<Key, SharedMap<GrantId, GrantSpec>> found;

    /**
     * Where a grant is found.
     *
     * @param isGroup whether {@code name} is that of a group, not a subject
     * @param target null where the target is not what it is found by
     */
    private record Key(boolean isGroup, String name, @Nullable TargetName target) {}

    private GrantIndex(
            SharedMap<GrantId, GrantSpec> all,
            SharedMap<Key, SharedMap<GrantId, GrantSpec>> found) {
        this.all = all;
        this.found = found;
    }

    /** One without grants. */
    public static GrantIndex empty() {
        return EMPTY;
    }

    /** One of the same grants; the same if it is one already. */
    public static GrantIndex copyOf(Map<GrantId, GrantSpec> grants) {
        if (grants instanceof GrantIndex index) {
            return index;
        }
        var index = EMPTY;
        for (var grant : grants.entrySet()) {
            index = index.with(grant.getKey(), grant.getValue());
        }
        return index;
    }

    /** The same with that grant, instead of the one of that name. */
    public GrantIndex with(GrantId id, GrantSpec spec) {
        var less = without(id);
        return new GrantIndex(
                less.all.with(id, spec), less.filed(spec, file -> file.with(id, spec)));
    }

    /** The same without that grant. */
    public GrantIndex without(GrantId id) {
        var spec = all.get(id);
        return spec == null
                ? this
                : new GrantIndex(all.without(id), filed(spec, file -> file.without(id)));
    }

    private SharedMap<Key, SharedMap<GrantId, GrantSpec>> filed(
            GrantSpec spec, UnaryOperator<SharedMap<GrantId, GrantSpec>> change) {
        var changed = found;
        for (var key : keys(spec)) {
            var before = changed.get(key);
            var file = change.apply(before == null ? SharedMap.empty() : before);
            changed = file.isEmpty() ? changed.without(key) : changed.with(key, file);
        }
        return changed;
    }

    private static Set<Key> keys(GrantSpec spec) {
        int somebodies = spec.subjects().size() + spec.groups().size();
        boolean byTarget =
                spec.labels().isEmpty() && somebodies * spec.targets().size() <= MOST_PAIRS;
        var keys = new HashSet<Key>();
        spec.subjects().forEach(name -> add(keys, false, name, byTarget, spec));
        spec.groups().forEach(name -> add(keys, true, name, byTarget, spec));
        if (spec.recipient() != null) {
            add(keys, false, spec.recipient().who().subject(), byTarget, spec);
        }
        return keys;
    }

    private static void add(
            Set<Key> keys, boolean isGroup, String name, boolean byTarget, GrantSpec spec) {
        if (byTarget) {
            spec.targets().forEach(target -> keys.add(new Key(isGroup, name, target)));
        } else {
            keys.add(new Key(isGroup, name, null));
        }
    }

    /**
     * All that may be for that principal on that target, and few others; one that is found in two
     * ways comes twice.
     */
    public Stream<Map.Entry<GrantId, GrantSpec>> of(Principal who, TargetName target) {
        var subject = keys(false, who.id().subject(), target);
        var groups = who.groups().stream().flatMap(group -> keys(true, group, target));
        return Stream.concat(subject, groups).flatMap(this::at);
    }

    private static Stream<Key> keys(boolean isGroup, String name, TargetName target) {
        return Stream.of(new Key(isGroup, name, target), new Key(isGroup, name, null));
    }

    private Stream<Map.Entry<GrantId, GrantSpec>> at(Key key) {
        var file = found.get(key);
        return file == null ? Stream.empty() : file.entrySet().stream();
    }

    @Override
    public @Nullable GrantSpec get(@Nullable Object id) {
        return all.get(id);
    }

    @Override
    public boolean containsKey(@Nullable Object id) {
        return all.containsKey(id);
    }

    @Override
    public Set<Map.Entry<GrantId, GrantSpec>> entrySet() {
        return all.entrySet();
    }

    /** The nodes it consists of, some of which others may consist of, too. */
    Set<Object> nodes() {
        var nodes = all.nodes();
        nodes.addAll(found.nodes());
        found.values().forEach(file -> nodes.addAll(file.nodes()));
        return nodes;
    }
}
