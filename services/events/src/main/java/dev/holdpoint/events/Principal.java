package dev.holdpoint.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is authenticated, with the facts the identity provider vouched for.
 *
 * @param id issuer and subject; of an agent acting for somebody, the agent's (RFC 8693 {@code act})
 * @param name for people to read; never used to decide
 * @param groups as the issuer stated them
 * @param onBehalfOf the human an agent acts for, or null
 */
public record Principal(
        PrincipalId id,
        String name,
        PrincipalKind kind,
        List<String> groups,
        @Nullable PrincipalId onBehalfOf) {
    public Principal {
        groups = List.copyOf(groups);
    }
}
