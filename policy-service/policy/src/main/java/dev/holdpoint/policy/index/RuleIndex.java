package dev.holdpoint.policy.index;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.Protocol;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rules of one policy by what the most of them are told apart by: the effects of commands, the
 * kind of who asks, and the protocol of the target.
 */
final class RuleIndex {
    private final List<Rule> rules;
    private final BitSet allowing;
    private final Map<Effect, BitSet> allowingAll = new EnumMap<>(Effect.class);
    private final BitSet strictOnAny;
    private final Map<Effect, BitSet> strictOn = new EnumMap<>(Effect.class);
    private final Map<PrincipalKind, BitSet> about = new EnumMap<>(PrincipalKind.class);
    private final Map<String, BitSet> spoken;
    private final BitSet anySpoken;

    RuleIndex(List<Rule> rules) {
        this.rules = rules;
        allowing = those(RuleIndex::allows);
        strictOnAny = those(rule -> !allows(rule) && rule.match().effects().isEmpty());
        for (var effect : Effect.values()) {
            Predicate<Rule> names = rule -> rule.match().effects().contains(effect);
            allowingAll.put(effect, those(rule -> allows(rule) && names.test(rule)));
            strictOn.put(effect, those(rule -> !allows(rule) && names.test(rule)));
        }
        for (var kind : PrincipalKind.values()) {
            about.put(kind, those(rule -> rule.match().principal().mayBe(kind)));
        }
        anySpoken = those(rule -> rule.match().protocols().isEmpty());
        spoken =
                IntStream.range(0, Protocol.values().length)
                        .mapToObj(i -> Protocol.values()[i].word())
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        word -> word,
                                        word -> those(rule -> rule.match().isAbout(word))));
    }

    private static boolean allows(Rule rule) {
        return rule.decision() == RuleDecision.ALLOW;
    }

    private BitSet those(Predicate<Rule> which) {
        return IntStream.range(0, rules.size())
                .filter(i -> which.test(rules.get(i)))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /**
     * All rules that can match, in their order. A rule that holds or denies needs one of the
     * command's effects, one that allows all of them, and none of them is unknown to it.
     */
    List<Rule> of(Collection<Effect> effects, PrincipalKind kind, String protocol) {
        var can = (BitSet) strictOnAny.clone();
        effects.forEach(effect -> can.or(of(strictOn, effect)));
        if (!effects.contains(Effect.UNKNOWN)) {
            var mild = (BitSet) allowing.clone();
            effects.forEach(effect -> mild.and(of(allowingAll, effect)));
            can.or(mild);
        }
        can.and(of(about, kind));
        can.and(spoken.getOrDefault(protocol, anySpoken));
        return can.stream().mapToObj(rules::get).toList();
    }

    private static <T> BitSet of(Map<T, BitSet> by, T key) {
        return by.getOrDefault(key, new BitSet());
    }
}
