package dev.holdpoint.edge.app.live;

import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The sessions open at this edge, for those who may end them. */
@Path("/api/v1/live-sessions")
@Authenticated
@NonBlocking
public class LiveSessionResource {
    private static final List<String> MAY_SEE = List.of(Roles.SECURITY, Roles.DBA);
    private static final int MOST = 500;

    private final LiveSessions live;
    private final CurrentPrincipal caller;

    public LiveSessionResource(LiveSessions live, CurrentPrincipal caller) {
        this.live = live;
        this.caller = caller;
    }

    /** One open session. */
    public record LiveSession(
            String session,
            Principal principal,
            String target,
            String protocol,
            String clientAddress,
            @Nullable String clientApplication,
            @Nullable Instant expiresAt) {
        static LiveSession of(SessionAttributes attributes) {
            return new LiveSession(
                    attributes.id().value(),
                    attributes.principal(),
                    attributes.target().value(),
                    attributes.protocol(),
                    attributes.clientAddress(),
                    attributes.clientApplication(),
                    attributes.expiresAt());
        }
    }

    /**
     * @param next where to go on; null at the end
     */
    public record LivePage(List<LiveSession> items, @Nullable String next) {}

    @GET
    public LivePage list(
            @RestQuery @DefaultValue("100") int limit, @RestQuery @Nullable String cursor) {
        caller.requireAny(MAY_SEE);
        int size = Math.clamp(limit, 1, MOST);
        var found =
                live.list().stream()
                        .map(LiveSession::of)
                        .sorted(Comparator.comparing(LiveSession::session))
                        .dropWhile(each -> cursor != null && each.session().compareTo(cursor) <= 0)
                        .limit(size + 1L)
                        .toList();
        boolean more = found.size() > size;
        var items = more ? found.subList(0, size) : found;
        return new LivePage(items, more ? items.getLast().session() : null);
    }

    @DELETE
    @Path("/{session}")
    @ResponseStatus(204)
    public void end(String session) {
        caller.requireAny(MAY_SEE);
        if (!live.end(new SessionId(session), SessionEnd.KILLED)) {
            throw new Problem(404, "unknown-session", "No such session is open at this edge.");
        }
    }
}
