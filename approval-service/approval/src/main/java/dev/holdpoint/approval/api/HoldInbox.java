package dev.holdpoint.approval.api;

import dev.holdpoint.events.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Lists holds from the read model, newest first; of open ones that are alike the first alone. */
@ApplicationScoped
public class HoldInbox {
    private static final String VISIBLE =
            """
            FROM HoldRow h
            WHERE (?1 = 'all' OR h.state = ?1)
              AND (?2 = '' OR h.hold < ?2)
              AND (?3 = true
                OR (h.requesterIssuer = ?4 AND h.requesterSubject = ?5)
                OR (h.humanIssuer = ?4 AND h.humanSubject = ?5)
                OR EXISTS (SELECT 1 FROM HoldGroupRow g WHERE g.hold = h.hold AND g.group IN ?6))
              AND (?1 <> 'open' OR NOT EXISTS (
                SELECT 1 FROM HoldRow o
                WHERE o.alike = h.alike AND o.state = 'open' AND o.hold < h.hold))
            ORDER BY h.hold DESC
            """;

    /**
     * One more than {@code limit}, if there are.
     *
     * @param state {@code all}, or a state
     * @param handedOver groups in whose members' place the caller may vote
     * @param before holds older than this one; empty for the newest
     */
    @WithSession("approval")
    @Timeout(3_000)
    @CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000)
    public Uni<List<HoldRow>> list(
            Principal caller, Set<String> handedOver, String state, String before, int limit) {
        var groups =
                Stream.of(caller.groups(), handedOver, List.of(""))
                        .flatMap(Collection::stream)
                        .toList();
        return HoldRow.<HoldRow>find(
                        VISIBLE,
                        state,
                        before,
                        Audience.seesAll(caller),
                        caller.id().issuer(),
                        caller.id().subject(),
                        groups)
                .range(0, limit)
                .list();
    }
}
