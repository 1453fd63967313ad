package dev.holdpoint.audit.api;

import dev.holdpoint.audit.Projections;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.ProjectionRebuild.Rebuilt;
import dev.holdpoint.service.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;

/** Rebuilds a read model from the log and says whether it came out equal. */
@Path("/api/v1/audit/projections")
public class ProjectionResource {
    private static final String REBUILD = ":rebuild";

    private final Projections projections;

    ProjectionResource(Projections projections) {
        this.projections = projections;
    }

    /** The answer of a rebuild: digests over all rows before and after. */
    public record RebuildView(
            String projection, String digestBefore, String digestAfter, boolean equal) {
        static RebuildView of(Projection projection, Rebuilt rebuilt) {
            return new RebuildView(
                    projection.name(),
                    rebuilt.digestBefore(),
                    rebuilt.digestAfter(),
                    rebuilt.equal());
        }
    }

    /** {@code POST …/<name>:rebuild}; clients may write the colon as it is or encoded. */
    @POST
    @Path("{call}")
    @RolesAllowed(Roles.SECURITY)
    public Uni<RebuildView> rebuild(@PathParam("call") String call) {
        var projection =
                Optional.of(call)
                        .filter(asked -> asked.endsWith(REBUILD))
                        .map(asked -> asked.substring(0, asked.length() - REBUILD.length()))
                        .flatMap(projections::named)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                404,
                                                "no-projection",
                                                "Name a projection, as in sessions.v1:rebuild"));
        return Ledgers.uni(projections.rebuild(projection))
                .map(rebuilt -> RebuildView.of(projection, rebuilt));
    }
}
