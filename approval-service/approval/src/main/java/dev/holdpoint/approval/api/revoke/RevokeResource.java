package dev.holdpoint.approval.api.revoke;

import dev.holdpoint.approval.api.Answers;
import dev.holdpoint.approval.api.TokenAge;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.revoke.RevokeDesk;
import dev.holdpoint.approval.revoke.RevokeDesk.Revoked;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** For an approver's account that somebody took over. */
@Path("/api/v1/approvers:revoke")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class RevokeResource {
    private static final String BODY = "Say whose, and why: {\"subject\": …, \"reason\": …}.";

    private final RevokeDesk desk;
    private final Memberships memberships;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    RevokeResource(
            RevokeDesk desk, Memberships memberships, Answers answers, CurrentPrincipal caller) {
        this.desk = desk;
        this.memberships = memberships;
        this.answers = answers;
        this.caller = caller;
    }

    /** By security in person, as the caller is known to be by now. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RevokedApprovals> revoke(
            @Nullable Revocation revocation,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = caller.get();
        var statedAt = caller.issuedAt();
        requireAdmitted(by);
        TokenAge.require(memberships, statedAt);
        if (revocation == null) {
            throw new Problem(422, "bad-account", BODY);
        }
        var order = revocation.by(by, traceparent);
        return answers.of(
                        () ->
                                memberships
                                        .seen(by, statedAt)
                                        .compose(known -> revoked(known, order)))
                .map(revoked -> RevokedApprovals.of(revoked, by, clock.instant()));
    }

    private Future<Revoked> revoked(Principal known, RevokeDesk.Order order) {
        requireAdmitted(known);
        return desk.revoke(order);
    }

    private void requireAdmitted(Principal somebody) {
        if (!desk.admits(somebody)) {
            throw new Problem(
                    403,
                    "not-security",
                    "Approvals of others are taken back by members of security in person.");
        }
    }
}
