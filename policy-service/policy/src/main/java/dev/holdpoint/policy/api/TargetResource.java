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

/** The targets that are registered now. */
@Path("/api/v1/targets")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class TargetResource {
    @GET
    @WithSession("policy")
    public Uni<Page<TargetView>> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return Rows.page(
                TargetRow.<TargetRow>find("name > ?1 order by name", Page.after(cursor)),
                limit,
                row -> row.name,
                TargetView::of);
    }

    /** Shows one, with its version as ETag. */
    @GET
    @Path("/{target}")
    @WithSession("policy")
    public Uni<RestResponse<TargetView>> show(@RestPath String target) {
        return TargetRow.<TargetRow>findById(target)
                .onItem()
                .ifNull()
                .failWith(() -> new Problem(404, "unknown", "There is no such target."))
                .map(row -> Rows.versioned(TargetView.of(row), row.version));
    }
}
