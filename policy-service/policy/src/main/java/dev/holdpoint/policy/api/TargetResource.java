package dev.holdpoint.policy.api;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The targets that are registered now. */
@Path("/api/v1/targets")
@Authenticated
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
            Map<String, Object> labels) {
        private static TargetView of(TargetRow row) {
            return new TargetView(
                    row.name,
                    row.protocol,
                    row.host,
                    row.port,
                    row.database,
                    row.username,
                    row.tls,
                    Rows.labels(row.labels));
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
