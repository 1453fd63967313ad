package dev.holdpoint.policy;

import dev.holdpoint.policy.revision.Rulebooks;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the service's parts share. */
@Singleton
final class PolicyBeans {
    @Produces
    @Singleton
    Rulebooks rulebooks(
            @ConfigProperty(name = "holdpoint.policy.stale-after") Duration staleAfter) {
        return new Rulebooks(InstantSource.system(), staleAfter);
    }
}
