package dev.holdpoint.policy.api.revision;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.api.revision.RevisionView.Listing;
import dev.holdpoint.policy.revision.KnownRevision;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Revisions;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Every revision there ever was: who published it, when, and what became of it. */
@Path("/api/v1/policies/revisions")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Produces(MediaType.APPLICATION_JSON)
public class RevisionResource {
    private final PolicyDesk desk;
    private final Vertx vertx;

    public RevisionResource(PolicyDesk desk, Vertx vertx) {
        this.desk = desk;
        this.vertx = vertx;
    }

    /** The latest first, and which one decided before the active one. */
    @GET
    public Uni<Listing> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Page.limit(limit);
        long before = before(cursor);
        return Answers.of(desk::look).map(now -> listing(now, before, size));
    }

    private Listing listing(Revisions now, long before, int size) {
        var unreadable = desk.unreadable();
        var page =
                Page.of(
                        latest(now, before, size),
                        size,
                        RevisionResource::key,
                        known -> RevisionView.of(known, unreadable));
        return new Listing(
                page.items(),
                page.next(),
                now.rollsBackTo().map(RevisionId::value).orElse(null),
                desk.waiting().map(RevisionView.Waits::of).orElse(null));
    }

    private static List<KnownRevision> latest(Revisions now, long before, int size) {
        return now.all().reversed().stream()
                .filter(known -> known.number() < before)
                .limit(size + 1L)
                .toList();
    }

    private static String key(KnownRevision known) {
        return String.valueOf(known.number());
    }

    private static long before(@Nullable String cursor) {
        var after = Page.after(cursor);
        try {
            return after.isEmpty() ? Long.MAX_VALUE : Long.parseLong(after);
        } catch (NumberFormatException _) {
            throw new Problem(400, "bad-cursor", "Use a cursor as an answer gave it in next.");
        }
    }

    /** One of them with its documents, and how they differ from the active one's. */
    @GET
    @Path("/{revision}")
    public Uni<RevisionView.Detail> show(@RestPath String revision) {
        var id = id(revision);
        return Answers.of(
                () ->
                        desk.look()
                                .compose(
                                        now ->
                                                vertx.executeBlocking(
                                                        () -> detail(now, id), false)));
    }

    private static RevisionId id(String revision) {
        if (revision.isBlank()) {
            throw new Problem(400, "bad-request", "Say which revision.");
        }
        return new RevisionId(revision);
    }

    private RevisionView.Detail detail(Revisions now, RevisionId revision) {
        var known = now.get(revision);
        return RevisionView.Detail.of(
                known, now.find(now.current()).orElse(null), desk.unreadable());
    }
}
