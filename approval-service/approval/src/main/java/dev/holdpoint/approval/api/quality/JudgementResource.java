package dev.holdpoint.approval.api.quality;

import dev.holdpoint.approval.api.Answers;
import dev.holdpoint.approval.api.HoldName;
import dev.holdpoint.approval.api.HoldView;
import dev.holdpoint.approval.api.TokenAge;
import dev.holdpoint.approval.inbox.JudgementDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What is said afterwards of approvals. */
@Path("/api/v1/holds/{hold}/judgement")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class JudgementResource {
    private final JudgementDesk desk;
    private final Memberships memberships;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    JudgementResource(
            JudgementDesk desk, Memberships memberships, Answers answers, CurrentPrincipal caller) {
        this.desk = desk;
        this.memberships = memberships;
        this.answers = answers;
        this.caller = caller;
    }

    /** Judges as whom the caller is known to be: in no group that a later token of theirs lacks. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<HoldView> judge(
            @RestPath String hold,
            @Nullable GivenJudgement judgement,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var judge = caller.get();
        if (judgement == null) {
            throw new Problem(422, "unknown-judgement", GivenJudgement.CHOICES);
        }
        var statedAt = caller.issuedAt();
        TokenAge.require(memberships, statedAt);
        var action = judgement.action();
        var id = HoldName.of(hold);
        return answers.of(
                        () ->
                                memberships
                                        .seen(judge, statedAt)
                                        .compose(
                                                known ->
                                                        desk.judge(
                                                                id,
                                                                standIns ->
                                                                        action.apply(
                                                                                known, standIns),
                                                                traceparent)))
                .map(judged -> HoldView.of(judged, List.of(), judge, clock.instant()));
    }
}
