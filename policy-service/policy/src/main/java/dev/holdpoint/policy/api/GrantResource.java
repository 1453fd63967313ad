package dev.holdpoint.policy.api;

import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Grants, those that ended included. */
@Path("/api/v1/grants")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class GrantResource {
    /**
     * A grant.
     *
     * @param state {@code live}, {@code revoked} or {@code expired}; a live one past {@code
     *     reviewBy} is suspended
     */
    public record GrantView(
            String id,
            List<String> subjects,
            List<String> groups,
            List<String> targets,
            Map<String, Object> labels,
            List<String> effects,
            String owner,
            @Nullable OffsetDateTime expiresAt,
            @Nullable OffsetDateTime reviewBy,
            String origin,
            String state,
            @Nullable String stateReason,
            OffsetDateTime changedAt) {
        private static GrantView of(GrantRow row) {
            return new GrantView(
                    row.id,
                    Rows.texts(row.subjects),
                    Rows.texts(row.groups),
                    Rows.texts(row.targets),
                    Rows.labels(row.labels),
                    Rows.texts(row.effects),
                    row.owner,
                    row.expiresAt,
                    row.reviewBy,
                    row.origin,
                    row.state,
                    row.stateReason,
                    row.changedAt);
        }
    }

    @GET
    @WithSession("policy")
    public Uni<Page<GrantView>> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return Rows.page(
                GrantRow.<GrantRow>find("id > ?1 order by id", Page.after(cursor)),
                limit,
                row -> row.id,
                GrantView::of);
    }
}
