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
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The documents of every revision, byte for byte. */
@Path("/api/v1/policies")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class PolicyResource {
    /**
     * A document of a revision.
     *
     * @param state {@code published}, {@code active}, {@code shadow} or {@code retired}
     */
    public record PolicyView(
            String revision,
            String file,
            String state,
            OffsetDateTime publishedAt,
            OffsetDateTime changedAt,
            String yaml) {
        private static PolicyView of(PolicyRow row) {
            return new PolicyView(
                    row.revision, row.file, row.state, row.publishedAt, row.changedAt, row.yaml);
        }
    }

    /**
     * Lists them.
     *
     * @param state only those in that state
     */
    @GET
    @WithSession("policy")
    public Uni<Page<PolicyView>> list(
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String state) {
        return Rows.page(
                PolicyRow.<PolicyRow>find(
                        "id > ?1 and (?2 = '' or state = ?2) order by id",
                        Page.after(cursor),
                        state == null ? "" : state),
                limit,
                row -> row.id,
                PolicyView::of);
    }
}
