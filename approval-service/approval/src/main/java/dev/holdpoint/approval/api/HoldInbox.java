package dev.holdpoint.approval.api;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Lists holds from the read model, newest first; of open ones that are alike the first alone. */
@ApplicationScoped
public class HoldInbox {
    private static final String SEEN =
            """
            FROM HoldRow h
            WHERE (?3 = true
                OR (h.requesterIssuer = ?4 AND h.requesterSubject = ?5)
                OR (h.humanIssuer = ?4 AND h.humanSubject = ?5)
                OR EXISTS (SELECT 1 FROM HoldGroupRow g WHERE g.hold = h.hold AND g.group IN ?6))
              AND (?2 = '' OR h.hold < ?2)
            """;

    private static final String VISIBLE =
            SEEN
                    + """
              AND (?1 = 'all' OR h.state = ?1
                OR (?1 = 'to-review' AND h.afterReview = 'open'))
              AND (?1 <> 'open' OR NOT EXISTS (
                SELECT 1 FROM HoldRow o
                WHERE o.alike = h.alike AND o.state = 'open' AND o.hold < h.hold))
            ORDER BY h.hold DESC
            """;

    private static final String SIMILAR =
            SEEN
                    + """
              AND h.fingerprint = ?1 AND h.fingerprint <> '' AND h.target = ?7
              AND h.state <> 'open'
            ORDER BY h.hold DESC
            """;

    /**
     * One more than {@code limit}, if there are.
     *
     * @param state {@code all}, a state, or {@code to-review}: whose glass was broken and nobody
     *     has judged
     * @param handedOver groups in whose members' place the caller may vote
     * @param before holds older than this one; empty for the newest
     */
    @WithSession("approval")
    @Timeout(3_000)
    @CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000)
    public Uni<List<HoldRow>> list(
            Principal caller, Set<String> handedOver, String state, String before, int limit) {
        return found(VISIBLE, seen(caller, handedOver, state, before), limit);
    }

    /**
     * Earlier holds of statements that differ in constants alone, at the same target, that are no
     * more open; none for what was not understood. One more than {@code limit}, if there are.
     *
     * @param before holds older than this one
     */
    @WithSession("approval")
    @Timeout(3_000)
    @CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000)
    public Uni<List<HoldRow>> similar(
            Principal caller, Set<String> handedOver, HoldPlaced placed, String before, int limit) {
        var parameters = seen(caller, handedOver, placed.facts().fingerprint(), before);
        parameters.add(placed.target().value());
        return found(SIMILAR, parameters, limit);
    }

    private static List<Object> seen(
            Principal caller, Set<String> handedOver, String first, String before) {
        var groups =
                Stream.of(caller.groups(), handedOver, List.of(""))
                        .flatMap(Collection::stream)
                        .toList();
        return new ArrayList<>(
                List.of(
                        first,
                        before,
                        Audience.seesAll(caller),
                        caller.id().issuer(),
                        caller.id().subject(),
                        groups));
    }

    private static Uni<List<HoldRow>> found(String query, List<Object> parameters, int limit) {
        return HoldRow.<HoldRow>find(query, parameters.toArray()).range(0, limit).list();
    }
}
