package dev.holdpoint.policy.api;

import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Grants, those that ended included. */
@Path("/api/v1/grants")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class GrantResource {
    /**
     * Lists them.
     *
     * @param state only those in that state
     */
    @GET
    @WithSession("policy")
    public Uni<Page<GrantView>> list(
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String state) {
        return Rows.page(
                GrantRow.<GrantRow>find(
                        "id > ?1 and (?2 = '' or state = ?2) order by id",
                        Page.after(cursor),
                        state == null ? "" : state),
                limit,
                row -> row.id,
                GrantView::of);
    }

    /** Shows one, with its version as ETag. */
    @GET
    @Path("/{grant}")
    @WithSession("policy")
    public Uni<RestResponse<GrantView>> show(@RestPath String grant) {
        return GrantRow.<GrantRow>findById(grant)
                .onItem()
                .ifNull()
                .failWith(() -> new Problem(404, "unknown", "There is no such grant."))
                .map(row -> Rows.versioned(GrantView.of(row), row.version));
    }
}
