package dev.holdpoint.review.api;

import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Reads entitlement use from the read model. */
@ApplicationScoped
public class Entitlements {
    private static final Set<String> SEE_ALL = Set.of(Roles.SECURITY, Roles.AUDITORS);
    private static final String VISIBLE =
            """
            FROM EntitlementRow e
            WHERE (?1 = '' OR e.subject = ?1 OR concat(e.issuer, '#', e.subject) = ?1)
              AND (?2 = '' OR e.target = ?2)
              AND e.entry > ?3
              AND (?4 = true
                OR (e.issuer = ?5 AND e.subject = ?6)
                OR (e.humanIssuer = ?5 AND e.humanSubject = ?6))
            ORDER BY e.entry
            """;

    /** What a caller looks for; empty means any. */
    record Sought(String principal, String target, String after) {}

    @WithSession("review")
    @Timeout(3_000)
    @CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000)
    Uni<Page<EntitlementUse>> list(Principal caller, Sought sought, int limit) {
        return EntitlementRow.<EntitlementRow>find(
                        VISIBLE,
                        sought.principal(),
                        sought.target(),
                        sought.after(),
                        caller.groups().stream().anyMatch(SEE_ALL::contains),
                        caller.id().issuer(),
                        caller.id().subject())
                .range(0, limit)
                .list()
                .map(rows -> Page.of(rows, limit, row -> row.entry, EntitlementUse::of));
    }
}
