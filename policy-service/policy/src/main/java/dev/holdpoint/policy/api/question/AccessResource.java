package dev.holdpoint.policy.api.question;

import dev.holdpoint.policy.access.Access;
import dev.holdpoint.policy.access.AccessList;
import dev.holdpoint.policy.access.Who;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.revision.Past;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** Who could do what, through which grant and by which rules: now, or at a moment of the past. */
@Path("/api/v1/access")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Blocking
public class AccessResource {
    private final Rulebooks rulebooks;
    private final Past past;
    private final CurrentPrincipal caller;

    public AccessResource(Rulebooks rulebooks, Past past, CurrentPrincipal caller) {
        this.rulebooks = rulebooks;
        this.past = past;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<AccessView.Listing> list(@BeanParam AccessQuery query) {
        var now = Instant.now();
        var at = PastMoment.read(query.at, now);
        var who = query.who(caller.get().id().issuer());
        if (at == null) {
            return Uni.createFrom().item(listing(rulebooks.current(), query, who, now));
        }
        return Uni.createFrom()
                .completionStage(
                        () ->
                                past.at(at, rulebook -> listing(rulebook, query, who, at))
                                        .toCompletionStage())
                .onFailure()
                .transform(PastMoment::problem);
    }

    private static AccessView.Listing listing(
            Rulebook rulebook, AccessQuery query, Who who, Instant at) {
        var target = query.target();
        if (target != null && !rulebook.targets().containsKey(target)) {
            throw new Problem(404, "unknown-target", "There is no target " + target + " at " + at);
        }
        var after = Page.after(query.cursor);
        int limit = Page.limit(query.limit);
        var rows =
                new AccessList(rulebook, at)
                        .of(who, target).stream()
                                .filter(access -> access.key().compareTo(after) > 0)
                                .limit(limit + 1L)
                                .toList();
        var page = Page.of(rows, limit, Access::key, AccessView::of);
        return new AccessView.Listing(at, rulebook.revisionId().value(), page.items(), page.next());
    }
}
