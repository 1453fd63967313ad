package dev.holdpoint.policy.authzen;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where enforcement points find the decision point; open to all, as they look before they ask. */
@Path("/.well-known/authzen-configuration")
public class MetadataResource {
    private final Optional<String> url;

    /**
     * @param url under which enforcement points reach policy-service; empty for the one they called
     */
    public MetadataResource(
            @ConfigProperty(name = "holdpoint.policy.public-url") Optional<String> url) {
        this.url = url;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public String metadata(@Context UriInfo called) {
        var base = url.orElseGet(() -> called.getBaseUri().toString()).replaceAll("/+$", "");
        return new JsonObject()
                .put("policy_decision_point", base)
                .put("access_evaluation_endpoint", base + "/access/v1/evaluation")
                .put("access_evaluations_endpoint", base + "/access/v1/evaluations")
                .put(Replies.OBLIGATIONS_SUPPORTED, new JsonArray().add(Replies.CUSTOM))
                .encode();
    }
}
