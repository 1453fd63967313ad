package dev.holdpoint.policy.api;

import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The targets that are registered now. */
@Path("/api/v1/targets")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class TargetResource {
    /** A target without its secret. */
    public record TargetView(
            String name,
            String protocol,
            String host,
            int port,
            String database,
            String username,
            String tls,
            Map<String, Object> labels,
            List<FunctionView> functions) {
        private static TargetView of(TargetRow row) {
            return new TargetView(
                    row.name,
                    row.protocol,
                    row.host,
                    row.port,
                    row.database,
                    row.username,
                    row.tls,
                    Rows.labels(row.labels),
                    FunctionView.read(row.functions));
        }
    }

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
}
