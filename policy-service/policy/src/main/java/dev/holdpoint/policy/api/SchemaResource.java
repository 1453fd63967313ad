package dev.holdpoint.policy.api;

import dev.holdpoint.policy.language.DocumentSchema;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The schema of documents: open to all, since editors carry no token and it holds no secret. */
@Path("/api/v1/policies/schema")
public class SchemaResource {
    private final String schema = DocumentSchema.text();

    @GET
    @PermitAll
    @Produces("application/schema+json")
    public String schema() {
        return schema;
    }
}
