package dev.holdpoint.policy.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A map that never changes is, at each moment, what one that changes was then. */
class SharedMapPropertyTest {
    /** Some keys have one hash, some are told apart by its last bits only. */
    private record Key(int number, int spread) {
        @Override
        public int hashCode() {
            return (number % spread) << 28;
        }
    }

    private record Moment(SharedMap<Key, Integer> shared, Map<Key, Integer> plain) {}

    @Property(tries = 200)
    void every_moment_stays_what_it_was(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int spread) {
        var random = new Random(seed);
        var moments = new ArrayList<Moment>();
        SharedMap<Key, Integer> shared = SharedMap.empty();
        var plain = new HashMap<Key, Integer>();
        for (int change = 0; change < 200; change++) {
            var key = new Key(random.nextInt(60), spread);
            if (random.nextInt(3) == 0) {
                shared = shared.without(key);
                plain.remove(key);
            } else {
                shared = shared.with(key, change);
                plain.put(key, change);
            }
            moments.add(new Moment(shared, Map.copyOf(plain)));
        }
        assertSame(moments);
    }

    private static void assertSame(List<Moment> moments) {
        for (var moment : moments) {
            assertThat(moment.shared()).isEqualTo(moment.plain()).hasSameSizeAs(moment.plain());
            moment.plain()
                    .forEach((key, value) -> assertThat(moment.shared().get(key)).isEqualTo(value));
            assertThat(moment.shared().get(new Key(1_000, 1))).isNull();
        }
    }

    @Property(tries = 20)
    void a_change_makes_few_nodes_however_many_there_are(@ForAll long seed) {
        var random = new Random(seed);
        SharedMap<Integer, Integer> map = SharedMap.empty();
        for (int i = 0; i < 20_000; i++) {
            map = map.with(random.nextInt(), i);
        }
        var before = map.nodes();
        var key = random.nextInt();

        for (var after : List.of(map.with(key, 1), map.with(key, 1).without(key))) {
            var made = after.nodes();
            made.removeAll(before);
            assertThat(made).hasSizeLessThan(30);
        }
    }
}
