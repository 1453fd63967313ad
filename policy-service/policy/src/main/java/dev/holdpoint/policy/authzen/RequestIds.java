package dev.holdpoint.policy.authzen;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Answers carry the identifier that their request had. */
final class RequestIds {
    private static final String HEADER = "X-Request-ID";

    @ServerResponseFilter
    public void echo(ContainerRequestContext request, ContainerResponseContext response) {
        var id = request.getHeaderString(HEADER);
        if (id != null && request.getUriInfo().getPath().contains("access/v1/")) {
            response.getHeaders().putSingle(HEADER, id);
        }
    }
}
