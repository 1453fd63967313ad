package dev.holdpoint.policy.index;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes: putting something in, or taking it out, makes another one, which shares
 * all with the first but the few nodes on the way to what is different.
 */
public final class SharedMap<K, V> extends AbstractMap<K, V> {
    private static final int BITS = 4;
    private static final int WIDTH = 1 << BITS;
    private static final int DEEPEST = Integer.SIZE / BITS;
    private static final int FULL = 8;

    private final Node<K, V> root;
    private final int size;

    private SharedMap(Node<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    /** One with nothing in it. */
    public static <K, V> SharedMap<K, V> empty() {
        return new SharedMap<>(new Leaf<>(Map.of()), 0);
    }

    /** One with the same in it; the same if it is one already. */
    @SuppressWarnings("unchecked")
    public static <K, V> SharedMap<K, V> copyOf(Map<? extends K, ? extends V> map) {
        if (map instanceof SharedMap) {
            return (SharedMap<K, V>) map;
        }
        SharedMap<K, V> copy = empty();
        for (var entry : map.entrySet()) {
            copy = copy.with(entry.getKey(), entry.getValue());
        }
        return copy;
    }

    /** The same with that under the key, instead of what was there. */
    public SharedMap<K, V> with(K key, V value) {
        int hash = hash(key);
        boolean isNew = root.get(key, hash) == null;
        return new SharedMap<>(root.with(key, value, hash, 0), size + (isNew ? 1 : 0));
    }

    /** The same with nothing under the key. */
    public SharedMap<K, V> without(K key) {
        int hash = hash(key);
        return root.get(key, hash) == null
                ? this
                : new SharedMap<>(root.without(key, hash), size - 1);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return key == null ? null : root.get(key, hash(key));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return root.entries().iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /** The nodes it consists of, some of which others may consist of, too. */
    Set<Object> nodes() {
        Set<Object> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        root.collect(nodes);
        return nodes;
    }

    private static int hash(Object key) {
        int hash = key.hashCode();
        return hash ^ hash >>> Integer.SIZE / 2;
    }

    private sealed interface Node<K, V> {
        @Nullable V get(Object key, int hash);

        Node<K, V> with(K key, V value, int hash, int depth);

        Node<K, V> without(K key, int hash);

        Stream<Map.Entry<K, V>> entries();

        void collect(Set<Object> nodes);
    }

    private record Leaf<K, V>(Map<K, V> all) implements Node<K, V> {
        @Override
        public @Nullable V get(Object key, int hash) {
            return all.get(key);
        }

        @Override
        public Node<K, V> with(K key, V value, int hash, int depth) {
            var more = new HashMap<>(all);
            more.put(key, value);
            return more.size() <= FULL || depth == DEEPEST
                    ? new Leaf<>(Map.copyOf(more))
                    : split(more, depth);
        }

        private static <K, V> Branch<K, V> split(Map<K, V> all, int depth) {
            Branch<K, V> branch = new Branch<>(Collections.nCopies(WIDTH, new Leaf<>(Map.of())));
            for (var entry : all.entrySet()) {
                int hash = hash(entry.getKey()) >>> BITS * depth;
                branch = branch.with(entry.getKey(), entry.getValue(), hash, depth);
            }
            return branch;
        }

        @Override
        public Node<K, V> without(K key, int hash) {
            var less = new HashMap<>(all);
            less.remove(key);
            return new Leaf<>(Map.copyOf(less));
        }

        @Override
        public Stream<Map.Entry<K, V>> entries() {
            return all.entrySet().stream();
        }

        @Override
        public void collect(Set<Object> nodes) {
            nodes.add(this);
        }
    }

    private record Branch<K, V>(List<Node<K, V>> below) implements Node<K, V> {
        @Override
        public @Nullable V get(Object key, int hash) {
            return below.get(hash & WIDTH - 1).get(key, hash >>> BITS);
        }

        @Override
        public Branch<K, V> with(K key, V value, int hash, int depth) {
            var changed = below.get(hash & WIDTH - 1).with(key, value, hash >>> BITS, depth + 1);
            return replaced(hash, changed);
        }

        @Override
        public Node<K, V> without(K key, int hash) {
            return replaced(hash, below.get(hash & WIDTH - 1).without(key, hash >>> BITS));
        }

        private Branch<K, V> replaced(int hash, Node<K, V> changed) {
            var all = new ArrayList<>(below);
            all.set(hash & WIDTH - 1, changed);
            return new Branch<>(List.copyOf(all));
        }

        @Override
        public Stream<Map.Entry<K, V>> entries() {
            return below.stream().flatMap(Node::entries);
        }

        @Override
        public void collect(Set<Object> nodes) {
            nodes.add(this);
            below.forEach(node -> node.collect(nodes));
        }
    }
}
