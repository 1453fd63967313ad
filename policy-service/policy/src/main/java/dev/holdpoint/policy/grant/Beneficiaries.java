package dev.holdpoint.policy.grant;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.Recipient;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import org.jspecify.annotations.Nullable;

/** Whom a grant gives something. */
public final class Beneficiaries {
    private Beneficiaries() {}

    /** Whether it names the principal, or a group of theirs, or was asked for by them. */
    public static boolean include(GrantSpec spec, Principal who) {
        var recipient = spec.recipient();
        return spec.subjects().contains(who.id().subject())
                || who.groups().stream().anyMatch(spec.groups()::contains)
                || recipient != null && recipient.equals(Recipient.of(who));
    }

    /** Whether it names the principal, a group of theirs, or the human they act for. */
    static boolean includeEither(GrantSpec spec, Principal who) {
        var human = who.onBehalfOf();
        return include(spec, who) || human != null && spec.subjects().contains(human.subject());
    }

    /** Whether somebody issued it, or the human they act for, as far as these are known. */
    public static boolean isIssuer(
            GrantSpec spec, @Nullable PrincipalId who, @Nullable PrincipalId human) {
        var issuer = spec.issuedBy();
        return issuer != null && (issuer.equals(who) || issuer.equals(human));
    }
}
