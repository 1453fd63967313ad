package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.policy.simulate.Simulation.HoldLoad;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many commands are held for whom, and when. */
final class HoldLoads {
    private static final int MOST = 20_000;
    private static final Key OTHERS = new Key(LocalDate.EPOCH, Rows.OTHERS);

    private record Key(LocalDate day, String group) {}

    private static final class Load {
        private long recorded;
        private long expected;
    }

    private final Map<Key, Load> loads =
            new TreeMap<>(Comparator.comparing(Key::day).thenComparing(Key::group));

    void recorded(Instant at, Decision.Hold hold) {
        hold.terms().parts().forEach(part -> load(at, part).recorded++);
    }

    void expected(Instant at, Decision.Hold hold) {
        hold.terms().parts().forEach(part -> load(at, part).expected++);
    }

    private Load load(Instant at, QuorumPart part) {
        var key = new Key(LocalDate.ofInstant(at, ZoneOffset.UTC), part.group());
        boolean fits = loads.containsKey(key) || loads.size() < MOST;
        return loads.computeIfAbsent(fits ? key : OTHERS, _ -> new Load());
    }

    List<HoldLoad> list() {
        return loads.entrySet().stream()
                .map(
                        load ->
                                new HoldLoad(
                                        load.getKey().day(),
                                        load.getKey().group(),
                                        load.getValue().recorded,
                                        load.getValue().expected))
                .toList();
    }
}
