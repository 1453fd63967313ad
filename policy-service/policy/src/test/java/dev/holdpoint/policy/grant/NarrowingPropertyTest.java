package dev.holdpoint.policy.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What counts as narrower never lets anybody do what the wider grant did not. */
class NarrowingPropertyTest {
    private static final Instant NOON = Asking.NOON;
    private static final GrantId GRANT = new GrantId("drawn");
    private static final List<Effect> EFFECTS = List.of(Effect.READ, Effect.WRITE, Effect.DDL);
    private static final List<Principal> PEOPLE =
            List.of(
                    Asking.human("s0"),
                    Asking.human("s1"),
                    Asking.human("x", "g0"),
                    Asking.human("y", "g1"));
    private static final Rulebook ALL =
            Asking.rules("{ name: all, decide: allow, match: { effects: [ read, write, ddl ] } }");

    enum Part {
        S0,
        S1,
        G0,
        G1,
        NAMED,
        OTHER_NAME,
        DATA,
        ENV,
        READ,
        WRITE,
        DDL
    }

    @Property(tries = 2_000)
    void narrower_is_never_more(
            @ForAll Set<Part> before,
            @ForAll Set<Part> after,
            @ForAll @IntRange(max = 3) int ends,
            @ForAll @IntRange(max = 3) int endsBefore) {
        var wide = grant(before, endsBefore);
        var narrow = grant(after, ends);
        if (!Narrowing.isNarrower(narrow, wide)) {
            return;
        }
        for (var target : targets().toList()) {
            assertNoMore(narrow, wide, target);
        }
    }

    @Property(tries = 500)
    void less_of_everything_is_narrower(
            @ForAll @Size(min = 1) Set<Part> before, @ForAll Set<Part> without) {
        var fewer =
                before.stream()
                        .filter(
                                part ->
                                        part == Part.DATA
                                                || part == Part.ENV
                                                || !without.contains(part))
                        .collect(Collectors.toSet());

        assertThat(Narrowing.wider(grant(fewer, 0), grant(before, 0))).isEmpty();
    }

    private static void assertNoMore(GrantSpec narrow, GrantSpec wide, TargetSpec target) {
        for (var who : PEOPLE) {
            for (var effect : EFFECTS) {
                for (int hour = 0; hour < 4; hour++) {
                    var now = NOON.plusSeconds(hour * 3600L + 1);
                    if (allows(narrow, who, effect, target, now)) {
                        assertThat(allows(wide, who, effect, target, now)).isTrue();
                    }
                }
            }
        }
    }

    private static boolean allows(
            GrantSpec grant, Principal who, Effect effect, TargetSpec target, Instant now) {
        var rulebook =
                new Rulebook(
                        ALL.revision(), Map.of(Asking.PAYMENTS, target), Map.of(GRANT, grant), 1);
        return Evaluator.decide(
                                rulebook,
                                Asking.query(who, Asking.command("X", effect)),
                                now,
                                Asking.ample())
                        .decision()
                instanceof Allow;
    }

    private static Stream<TargetSpec> targets() {
        return Stream.of(
                        Map.<String, String>of(),
                        Map.of("data", "payments"),
                        Map.of("env", "prod"),
                        Map.of("data", "payments", "env", "prod"))
                .map(NarrowingPropertyTest::target);
    }

    private static TargetSpec target(Map<String, String> labels) {
        var spec = Asking.TARGET;
        return new TargetSpec(
                spec.protocol(),
                spec.host(),
                spec.port(),
                spec.database(),
                spec.username(),
                spec.secret(),
                spec.tls(),
                labels,
                List.of());
    }

    private static GrantSpec grant(Set<Part> parts, int endsAfterHours) {
        var labels = new HashMap<String, String>();
        if (parts.contains(Part.DATA)) {
            labels.put("data", "payments");
        }
        if (parts.contains(Part.ENV)) {
            labels.put("env", "prod");
        }
        return new GrantSpec(
                named(parts, Map.of(Part.S0, "s0", Part.S1, "s1")),
                named(parts, Map.of(Part.G0, "g0", Part.G1, "g1")),
                named(parts, Map.of(Part.NAMED, "payments", Part.OTHER_NAME, "billing")).stream()
                        .map(TargetName::new)
                        .toList(),
                labels,
                EFFECTS.stream().filter(e -> parts.contains(Part.valueOf(e.name()))).toList(),
                "bob",
                endsAfterHours == 0 ? null : NOON.plusSeconds(endsAfterHours * 3600L),
                null,
                Origin.REST,
                null,
                null,
                null);
    }

    private static List<String> named(Set<Part> parts, Map<Part, String> names) {
        return names.entrySet().stream()
                .filter(name -> parts.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }
}
