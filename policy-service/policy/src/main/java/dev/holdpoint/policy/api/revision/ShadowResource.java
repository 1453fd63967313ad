package dev.holdpoint.policy.api.revision;

import dev.holdpoint.policy.shadow.ShadowReports;
import dev.holdpoint.policy.shadow.ShadowReports.NoReport;
import dev.holdpoint.policy.shadow.ShadowSummary;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What came of the revision that is tried. */
@Path("/api/v1/policies/shadow")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
public class ShadowResource {
    private final ShadowReports reports;

    public ShadowResource(ShadowReports reports) {
        this.reports = reports;
    }

    /** Counts from the log, as it is now, where it would have answered otherwise. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<ShadowSummary> summary() {
        return Uni.createFrom()
                .completionStage(() -> reports.summary().toCompletionStage())
                .onFailure(NoReport.class)
                .transform(
                        none -> new Problem(503, "no-report", String.valueOf(none.getMessage())));
    }
}
