package dev.holdpoint.service;

import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns failures into problem+json answers that say what is wrong and never what is inside. */
final class ProblemAnswers {
    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final String PROBLEM_JSON = "application/problem+json";

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return answer(Response.status(problem.status()), problem.body());
    }

    /** A number that is none is the caller's mistake; what it is about may well be there. */
    @ServerExceptionMapper
    Response notFound(NotFoundException failure, UriInfo uri) {
        return NumberParameters.problem(failure.getCause(), uri.getQueryParameters())
                .map(this::problem)
                .orElseGet(() -> http(failure));
    }

    /** Keeps the headers, such as {@code Allow}, and leaves redirections alone. */
    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        var response = failure.getResponse();
        int status = response.getStatus();
        if (status < 400) {
            return response;
        }
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "HTTP " + status : reason.getReasonPhrase();
        var code = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return answer(Response.fromResponse(response), Problem.body(status, code, title));
    }

    /** Who calls is in none of the groups that a resource names. */
    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden() {
        return problem(
                new Problem(403, "forbidden", "None of your groups may do this: ask who runs it."));
    }

    /** The database, or whatever a resource asks, is slow or was found down lately. */
    @ServerExceptionMapper({TimeoutException.class, CircuitBreakerOpenException.class})
    Response unavailable() {
        return answer(
                Response.status(503),
                Problem.body(503, "unavailable", "The service cannot answer now: try again"));
    }

    /** What nobody foresaw: told to the log with a number, to the caller by that number alone. */
    @ServerExceptionMapper
    Response unforeseen(Throwable failure) {
        var incident = UUID.randomUUID();
        LOG.errorf(failure, "not answered: incident=%s", incident);
        return answer(
                Response.status(500),
                Problem.body(500, "internal-error", "The service failed: incident " + incident));
    }

    private static Response answer(Response.ResponseBuilder answer, Map<String, Object> body) {
        return answer.type(PROBLEM_JSON).entity(body).build();
    }
}
