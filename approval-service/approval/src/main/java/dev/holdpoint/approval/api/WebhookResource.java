package dev.holdpoint.approval.api;

import dev.holdpoint.approval.webhook.DeadLetter;
import dev.holdpoint.approval.webhook.EndpointView;
import dev.holdpoint.approval.webhook.WebhookDesk;
import dev.holdpoint.approval.webhook.WebhookLifecycle;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Endpoints of webhooks, how they are doing, and what they did not take. */
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    private final WebhookDesk desk;
    private final Answers answers;

    WebhookResource(WebhookLifecycle webhooks, Answers answers) {
        this.desk = webhooks.desk();
        this.answers = answers;
    }

    /** All of them. */
    public record Endpoints(List<EndpointView> items) {}

    @GET
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS})
    public Uni<Endpoints> endpoints() {
        return answers.aside(desk::endpoints).map(Endpoints::new);
    }

    @POST
    @Path("/{endpoint}/enable")
    @RolesAllowed(Roles.SECURITY)
    @ResponseStatus(204)
    public Uni<Void> enable(@RestPath String endpoint) {
        return answers.aside(() -> desk.enable(endpoint))
                .invoke(
                        known ->
                                require(
                                        known,
                                        "unknown-endpoint",
                                        "No endpoint of that name was ever registered."))
                .replaceWithVoid();
    }

    @GET
    @Path("/dead-letters")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS})
    public Uni<Page<DeadLetter>> deadLetters(
            @RestQuery @DefaultValue("") String endpoint,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        long before = before(Page.after(cursor));
        int most = Page.limit(limit);
        return answers.aside(() -> desk.deadLetters(endpoint, before, most + 1L))
                .map(rows -> Page.of(rows, most, row -> Long.toString(row.letter()), row -> row));
    }

    @POST
    @Path("/dead-letters/{letter}/redeliver")
    @RolesAllowed(Roles.SECURITY)
    @ResponseStatus(202)
    public Uni<Void> redeliver(@RestPath long letter) {
        return answers.aside(() -> desk.redeliver(letter))
                .invoke(
                        there ->
                                require(
                                        there,
                                        "unknown-letter",
                                        "No dead letter has that number, or it is being sent again,"
                                                + " or its endpoint is disabled: enable it first."))
                .replaceWithVoid();
    }

    private static void require(boolean there, String code, String detail) {
        if (!there) {
            throw new Problem(404, code, detail);
        }
    }

    private static long before(String after) {
        try {
            return after.isEmpty() ? Long.MAX_VALUE : Long.parseLong(after);
        } catch (NumberFormatException _) {
            throw new Problem(400, "bad-cursor", "Use a cursor as an answer gave it in next.");
        }
    }
}
