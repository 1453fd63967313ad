package dev.holdpoint.policy.access;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.RecordingLevel;
import java.util.List;
import java.util.Optional;

/**
 * What one grant gives on one target.
 *
 * @param who those asked about
 * @param terms what policies say of the target
 * @param lapsed why the grant gives nothing; empty if it is in force
 */
public record Access(
        TargetName target,
        GrantId grant,
        GrantSpec spec,
        Who who,
        TargetTerms terms,
        Optional<String> lapsed) {
    /** Orders and names it among all others. */
    public String key() {
        return target.value() + "/" + grant.value();
    }

    /** How much is recorded of what is allowed there. */
    public RecordingLevel recording() {
        return terms.recording();
    }

    /** By effect; nothing if the grant is not in force. */
    public List<EffectAccess> effects() {
        var holder = new Holder(who, spec);
        return spec.effects().stream()
                .filter(effect -> effect != Effect.UNKNOWN && lapsed.isEmpty())
                .distinct()
                .sorted()
                .map(effect -> EffectAccess.of(effect, terms, holder))
                .toList();
    }
}
