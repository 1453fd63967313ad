package dev.holdpoint.service;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns failures into problem+json answers that say what is wrong and never what is inside. */
final class ProblemAnswers {
    private static final String PROBLEM_JSON = "application/problem+json";

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return answer(problem.status(), problem.code(), String.valueOf(problem.getMessage()));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "HTTP " + status : reason.getReasonPhrase();
        return answer(status, title.toLowerCase(Locale.ROOT).replace(' ', '-'), title);
    }

    /** The database, or whatever a resource asks, is slow or was found down lately. */
    @ServerExceptionMapper({TimeoutException.class, CircuitBreakerOpenException.class})
    Response unavailable() {
        return answer(503, "unavailable", "The service cannot answer now: try again");
    }

    private static Response answer(int status, String code, String detail) {
        return Response.status(status)
                .type(PROBLEM_JSON)
                .entity(Problem.body(status, code, detail))
                .build();
    }
}
