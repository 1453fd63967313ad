package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** The order of strictness, whatever the rules and in whatever order they stand. */
class PrecedencePropertyTest {
    enum Decide {
        ALLOW,
        HOLD,
        DENY
    }

    record Drawn(Decide decide, Set<Effect> effects) {}

    @Property(tries = 300)
    void the_strictest_match_decides(
            @ForAll @Size(max = 6) List<Decide> decides,
            @ForAll @Size(min = 6, max = 6) List<@Size(min = 1, max = 3) Set<Effect>> effects,
            @ForAll @Size(min = 1, max = 3) Set<Effect> asked) {
        var rules = new ArrayList<Drawn>();
        for (int i = 0; i < decides.size(); i++) {
            rules.add(new Drawn(decides.get(i), known(effects.get(i))));
        }
        var command = known(asked);
        boolean denied = any(rules, Decide.DENY, command);
        boolean held = any(rules, Decide.HOLD, command);
        boolean allowed =
                rules.stream()
                        .anyMatch(
                                rule ->
                                        rule.decide() == Decide.ALLOW
                                                && rule.effects().containsAll(command));

        var decision =
                decide(
                        Asking.policy(spec(rules)),
                        query(ALICE, command("X", command.toArray(Effect[]::new))));

        var expected = denied ? Deny.class : held ? Hold.class : allowed ? Allow.class : Deny.class;
        assertThat(decision).isInstanceOf(expected);
    }

    @Property(tries = 100)
    void the_order_of_the_rules_changes_nothing(
            @ForAll @Size(min = 2, max = 6) List<Decide> decides, @ForAll long seed) {
        var rules = new ArrayList<Drawn>();
        decides.forEach(decide -> rules.add(new Drawn(decide, Set.of(Effect.READ))));
        var shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, new Random(seed));
        var query = query(ALICE, command("X", Effect.READ));

        assertThat(decide(Asking.policy(spec(rules)), query).getClass())
                .isEqualTo(decide(Asking.policy(spec(shuffled)), query).getClass());
    }

    private static Set<Effect> known(Set<Effect> effects) {
        return effects.stream()
                .map(effect -> effect == Effect.UNKNOWN ? Effect.READ : effect)
                .collect(Collectors.toSet());
    }

    private static boolean any(List<Drawn> rules, Decide decide, Set<Effect> command) {
        return rules.stream()
                .anyMatch(
                        rule ->
                                rule.decide() == decide
                                        && !Collections.disjoint(rule.effects(), command));
    }

    private static String spec(List<Drawn> rules) {
        var spec = new StringBuilder("rules:\n");
        spec.append("  - { name: x, decide: deny, match: { principal: { subjects: x } } }\n");
        for (int i = 0; i < rules.size(); i++) {
            spec.append("  - ").append(rule("r" + i, rules.get(i))).append('\n');
        }
        return spec.toString();
    }

    private static String rule(String name, Drawn rule) {
        var effects =
                rule.effects().stream()
                        .map(effect -> effect.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        var approval =
                rule.decide() == Decide.HOLD
                        ? ", approval: { from: [ { group: dba } ], expires: 15m }"
                        : "";
        return "{ name: %s, decide: %s, match: { effects: [ %s ] }%s }"
                .formatted(name, rule.decide().name().toLowerCase(Locale.ROOT), effects, approval);
    }
}
