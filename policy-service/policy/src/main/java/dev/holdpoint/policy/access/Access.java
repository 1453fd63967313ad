package dev.holdpoint.policy.access;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.RecordingLevel;
import java.util.Arrays;
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

    /** By effect, those included that a rule offers beyond it; nothing if it is not in force. */
    public List<EffectAccess> effects() {
        var holder = new Holder(who, spec);
        return Arrays.stream(Effect.values())
                .filter(effect -> effect != Effect.UNKNOWN && lapsed.isEmpty())
                .flatMap(effect -> effect(effect, holder).stream())
                .toList();
    }

    private Optional<EffectAccess> effect(Effect effect, Holder holder) {
        return spec.effects().contains(effect)
                ? Optional.of(EffectAccess.of(effect, terms, holder))
                : EffectAccess.offered(effect, terms, holder);
    }
}
