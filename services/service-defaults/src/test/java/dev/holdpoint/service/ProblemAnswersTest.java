package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ProblemAnswersTest {
    private final ProblemAnswers answers = new ProblemAnswers();

    @Test
    void a_problem_is_answered_with_its_code_and_what_would_be_right() {
        var answer = answers.problem(new Problem(409, "self-approval", "Ask somebody else."));

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(answer.getEntity())
                .isEqualTo(
                        Map.of(
                                "type",
                                "https://holdpoint.dev/problems/self-approval",
                                "title",
                                "self-approval",
                                "status",
                                409,
                                "code",
                                "self-approval",
                                "detail",
                                "Ask somebody else."));
    }

    @Test
    void a_problem_may_tell_programs_more_but_not_otherwise() {
        var members = Map.of("findings", List.of("a.yaml:3:5"), "status", 200);
        var answer = answers.problem(new Problem(422, "invalid-documents", "Wrong.", members));

        assertThat(answer.getEntity())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("findings", List.of("a.yaml:3:5"))
                .containsEntry("status", 422);
    }

    @Test
    void a_failure_of_the_framework_says_nothing_of_the_inside() {
        var answer = answers.http(new NotFoundException("no bean dev.holdpoint.Secret"));

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getEntity().toString())
                .contains("not-found")
                .doesNotContain("dev.holdpoint.Secret");
    }

    @Test
    void a_failure_of_the_framework_keeps_its_headers() {
        var answer = answers.http(new NotAllowedException("GET", new String[0]));

        assertThat(answer.getStatus()).isEqualTo(405);
        assertThat(answer.getHeaderString("Allow")).contains("GET");
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
    }

    @Test
    void a_status_without_a_name_is_called_by_its_number() {
        var answer = answers.http(new WebApplicationException(Response.status(499).build()));

        assertThat(answer.getEntity().toString()).contains("http-499");
    }

    @Test
    void a_redirection_is_no_problem() {
        var there = URI.create("http://localhost/there");
        var answer = answers.http(new RedirectionException(303, there));

        assertThat(answer.getLocation()).isEqualTo(there);
        assertThat(answer.getEntity()).isNull();
    }

    @Test
    void what_nobody_foresaw_is_told_by_its_number_alone() {
        var answer = answers.unforeseen(new IllegalStateException("password=hunter2"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(answer.getEntity().toString()).contains("incident").doesNotContain("hunter2");
    }
}
