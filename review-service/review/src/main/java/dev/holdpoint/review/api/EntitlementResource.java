package dev.holdpoint.review.api;

import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who used which target with which effect; security and auditors see all, others their own. */
@Path("/api/v1/entitlements")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class EntitlementResource {
    private static final Logger LOG = Logger.getLogger(EntitlementResource.class);

    private final Entitlements entitlements;
    private final CurrentPrincipal caller;

    EntitlementResource(Entitlements entitlements, CurrentPrincipal caller) {
        this.entitlements = entitlements;
        this.caller = caller;
    }

    /**
     * @param principal a subject, or {@code issuer#subject}
     */
    @GET
    public Uni<Page<EntitlementUse>> list(
            @RestQuery @DefaultValue("") String principal,
            @RestQuery @DefaultValue("") String target,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        var sought = new Entitlements.Sought(principal, target, Page.after(cursor));
        return entitlements
                .list(caller.get(), sought, Page.limit(limit))
                .onFailure()
                .transform(EntitlementResource::problem);
    }

    private static Problem problem(Throwable failure) {
        LOG.warnf("no answer in time: cause=%s", failure);
        return new Problem(503, "review-unavailable", "The read model did not answer; try again.");
    }
}
