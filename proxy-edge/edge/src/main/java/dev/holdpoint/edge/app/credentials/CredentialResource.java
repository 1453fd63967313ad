package dev.holdpoint.edge.app.credentials;

import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Issues and revokes short-lived passwords. */
@Path("/api/v1/credentials")
@Authenticated
public class CredentialResource {
    private static final List<String> MAY_REVOKE_ANY = List.of(Roles.SECURITY);

    private final CredentialDesk desk;
    private final CurrentPrincipal caller;

    public CredentialResource(CredentialDesk desk, CurrentPrincipal caller) {
        this.desk = desk;
        this.caller = caller;
    }

    /**
     * @param lifetimeSeconds how long the password is to be good; by default an hour
     */
    public record Wish(@Nullable String target, @Nullable Long lifetimeSeconds) {}

    @POST
    @ResponseStatus(201)
    public Uni<IssuedCredential> issue(@Nullable Wish wish, @Context HttpServerRequest request) {
        if (wish == null || wish.target() == null || wish.target().isBlank()) {
            throw new Problem(400, "target-missing", "Name the target: {\"target\": \"…\"}.");
        }
        var seconds = wish.lifetimeSeconds();
        var lifetime = seconds == null ? desk.defaultLifetime() : Duration.ofSeconds(seconds);
        var address = request.remoteAddress().hostAddress();
        var query =
                new SessionQuery(
                        caller.get(),
                        new TargetName(wish.target()),
                        address == null ? "" : address);
        return OnContext.uni(desk.issue(query, lifetime));
    }

    @DELETE
    @Path("/{user}")
    @ResponseStatus(204)
    public Uni<Void> revoke(String user) {
        return OnContext.uni(desk.revoke(user, caller.get(), caller.isInAny(MAY_REVOKE_ANY)));
    }
}
