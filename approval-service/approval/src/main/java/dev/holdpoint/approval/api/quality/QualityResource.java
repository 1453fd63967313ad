package dev.holdpoint.approval.api.quality;

import dev.holdpoint.approval.ApprovalParts;
import dev.holdpoint.approval.api.Answers;
import dev.holdpoint.approval.quality.DecisionFigures;
import dev.holdpoint.approval.quality.DecisionFigures.Of;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Page;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** How long decisions take, how carefully they are taken, and how many there are. */
@Path("/api/v1/approvals/quality")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class QualityResource {
    private final DecisionFigures figures;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    QualityResource(
            @ReactiveDataSource("approval") Pool pool, Answers answers, CurrentPrincipal caller) {
        this.figures = new DecisionFigures(pool, ApprovalParts.SCHEMA);
        this.answers = answers;
        this.caller = caller;
    }

    @GET
    public Uni<QualityReport> quality(
            @RestQuery @DefaultValue("rule") String by,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        var asked = AskedQuality.of(by, from, to, clock.instant());
        caller.requireAny(asked.readers());
        var after = Page.after(cursor);
        int most = Page.limit(limit);
        return answers.aside(() -> report(asked, after, most));
    }

    private Future<QualityReport> report(AskedQuality asked, String after, int most) {
        return figures.total(asked.window())
                .compose(
                        total ->
                                figures.by(asked.by(), asked.window(), after, most + 1)
                                        .map(rows -> Page.of(rows, most, Of::key, row -> row))
                                        .map(page -> QualityReport.of(asked, total, page)));
    }
}
