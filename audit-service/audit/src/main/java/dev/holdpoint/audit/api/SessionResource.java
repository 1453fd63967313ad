package dev.holdpoint.audit.api;

import dev.holdpoint.audit.recordings.Recordings;
import dev.holdpoint.audit.sessions.SessionRow;
import dev.holdpoint.audit.sessions.Transcripts;
import dev.holdpoint.audit.sessions.Transcripts.Filter;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Sessions and transcripts: all of them for security, auditors and dba; their own, and those of
 * agents that act for them, for everybody.
 */
@Path("/api/v1/sessions")
@Authenticated
public class SessionResource {
    private static final Set<String> SEE_ALL = Set.of(Roles.SECURITY, Roles.AUDITORS, Roles.DBA);

    private final Transcripts transcripts;
    private final Recordings recordings;
    private final CurrentPrincipal caller;

    SessionResource(Transcripts transcripts, Recordings recordings, CurrentPrincipal caller) {
        this.transcripts = transcripts;
        this.recordings = recordings;
        this.caller = caller;
    }

    /** The newest sessions first; {@code principal} is a subject. */
    @GET
    public Uni<Page<SessionView>> list(
            @RestQuery @Nullable String principal,
            @RestQuery @Nullable String target,
            @RestQuery @DefaultValue("50") int limit,
            @RestQuery @Nullable String cursor) {
        int size = Page.limit(limit);
        return transcripts
                .sessions(new Filter(onlyOf(), principal, target, cursor), size + 1)
                .map(rows -> Page.of(rows, size, SessionView::of, row -> row.id));
    }

    @GET
    @Path("{id}")
    public Uni<SessionView> show(@PathParam("id") String id) {
        return visible(id).map(SessionView::of);
    }

    @GET
    @Path("{id}/commands")
    public Uni<Page<CommandView>> commands(
            @PathParam("id") String id,
            @RestQuery @DefaultValue("50") int limit,
            @RestQuery @DefaultValue("0") long cursor) {
        int size = Page.limit(limit);
        return visible(id)
                .chain(session -> transcripts.lines(session.id, cursor, size + 1))
                .map(
                        lines ->
                                Page.of(
                                        lines,
                                        size,
                                        line ->
                                                CommandView.of(
                                                        line.command(), line.hold(), line.votes()),
                                        line -> Long.toString(line.command().sequence)));
    }

    /** What the command's client was shown, if policy had it recorded. */
    @GET
    @Path("{id}/commands/{command}/result")
    public Uni<ResultView> result(
            @PathParam("id") String id,
            @PathParam("command") String command,
            @RestQuery @DefaultValue("200") int limit,
            @RestQuery @DefaultValue("") String cursor) {
        var from = ResultView.mark(cursor);
        return visible(id)
                .chain(session -> transcripts.command(session.id, command))
                .chain(row -> ResultView.of(row, command, recordings, from, limit));
    }

    private @Nullable PrincipalId onlyOf() {
        return caller.isInAny(SEE_ALL) ? null : caller.get().id();
    }

    /** A session of somebody else is as good as none. */
    private Uni<SessionRow> visible(String id) {
        var only = onlyOf();
        return transcripts
                .session(id)
                .map(
                        row -> {
                            if (row == null || !(only == null || isOf(row, only))) {
                                throw new Problem(404, "no-session", "There is no session " + id);
                            }
                            return row;
                        });
    }

    private static boolean isOf(SessionRow row, PrincipalId principal) {
        return principal.issuer().equals(row.issuer) && principal.subject().equals(row.subject)
                || principal.issuer().equals(row.behalfIssuer)
                        && principal.subject().equals(row.behalfSubject);
    }
}
