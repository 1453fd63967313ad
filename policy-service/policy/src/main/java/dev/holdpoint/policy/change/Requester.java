package dev.holdpoint.policy.change;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.service.Roles;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Who asks for a change, when, and of which version of what is changed.
 *
 * @param expected the version the requester has seen; empty if any will do
 * @param fourEyes whether nobody gives rights alone
 */
public record Requester(Principal who, OptionalLong expected, Instant now, boolean fourEyes) {
    /** Who may give rights alone. */
    public Requester(Principal who, OptionalLong expected, Instant now) {
        this(who, expected, now, false);
    }

    /** Whether the requester governs policy. */
    public boolean governs() {
        return who.groups().contains(Roles.SECURITY);
    }

    /** Whether nobody and nothing stands between the person and the request. */
    public boolean isInPerson() {
        return who.kind() != PrincipalKind.AGENT && who.onBehalfOf() == null;
    }

    /** Refuses those who do not govern policy. */
    public void requireGoverning() {
        if (!governs()) {
            throw new ChangeRefused(
                    Kind.NOT_ALLOWED, "This needs membership of " + Roles.SECURITY + ".");
        }
    }

    /** Refuses agents, whatever groups they have: rights are given by those who answer for them. */
    public void requireInPerson() {
        if (!isInPerson()) {
            throw new ChangeRefused(
                    Kind.NOT_A_PERSON, "An agent gives no rights: ask in person, or by a service.");
        }
    }

    /** Refuses to give rights by one person's word where there must be two. */
    public void requireTwo() {
        if (fourEyes) {
            throw new ChangeRefused(
                    Kind.FOUR_EYES,
                    "With four eyes nobody gives rights alone: write it into the directory of"
                            + " documents, whose changes a second person activates. To take rights"
                            + " away needs nobody else.");
        }
    }

    /** Refuses a request that was made of another version. */
    public void requireVersion(long version) {
        if (expected.isPresent() && expected.getAsLong() != version) {
            throw new ChangeRefused(
                    Kind.CHANGED,
                    "It was changed meanwhile: its version is %d, not %d. Look again."
                            .formatted(version, expected.getAsLong()));
        }
    }
}
