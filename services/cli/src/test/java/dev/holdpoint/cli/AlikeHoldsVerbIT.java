package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlikeHoldsVerbIT {
    private static final String HOLD =
            "{\"hold\":\"h1\",\"state\":\"open\",\"alike\":[\"h2\",\"h3\"]}";

    @TempDir Path dir;
    private CannedApi api;

    @BeforeEach
    void start() throws IOException {
        api = CannedApi.start(dir);
        api.answer("/api/v1/holds/h1", 200, HOLD);
        api.answer(
                "/api/v1/holds/h1/votes",
                200,
                """
                {"state": "released", "followed": [
                  {"hold": "h2", "state": "released"},
                  {"hold": "h3", "state": "expired", "code": "hold-is-over", "reason": "Too late."}]}
                """);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_list_counts_those_that_ask_for_the_very_same() {
        api.answer("/api/v1/holds", 200, "{\"items\":[" + HOLD + "]}");

        assertThat(api.holdpoint("approvals", "list", "--as=bob").out())
                .containsPattern("COUNT")
                .containsPattern("h1 +3 +open");
    }

    @Test
    void one_vote_is_for_as_many_as_the_approver_saw() {
        var vote = api.holdpoint("approvals", "approve", "h1", "--count=3", "--as=bob");

        assertThat(vote.exit()).as(vote.err()).isZero();
        assertThat(api.bodies().getLast()).contains("\"alike\":[\"h2\",\"h3\"]");
        assertThat(vote.out())
                .isEqualTo(
                        """
                        hold h1 is released
                        hold h2 is released
                        hold h3 is expired: Too late.
                        """);
    }

    @Test
    void no_vote_is_cast_if_they_are_more_or_fewer_by_now() {
        var vote = api.holdpoint("approvals", "approve", "h1", "--count=2", "--as=bob");

        assertThat(vote.exit()).isEqualTo(1);
        assertThat(vote.err()).contains("3 ask for the very same now, not 2", "--count 3");
        assertThat(api.bodies()).hasSize(1);
    }

    @Test
    void a_hold_is_shown_with_its_plan_step_by_step() {
        api.answer(
                "/api/v1/holds/h4",
                200,
                """
                {"hold": "h4", "plan": {"rows": 1000, "cost": 9, "unlisted": 2, "steps": [
                  "Update on orders (cost=9)", "  Seq Scan on a\\u001b[2Kb (rows=1000 cost=9)"]}}
                """);
        api.answer("/api/v1/holds/h5", 200, "{\"plan\": {\"reason\": \"it has parts\"}}");

        var show = api.holdpoint("approvals", "show", "h4", "--as=bob");
        assertThat(show.exit()).as(show.err()).isZero();
        assertThat(show.out())
                .containsPattern("hold +h4\n")
                .endsWith(
                        """
                        plan             1000 rows expected, cost 9
                          Update on orders (cost=9)
                            Seq Scan on a\\u{1b}[2Kb (rows=1000 cost=9)
                          … and 2 more steps
                        """);
        assertThat(api.holdpoint("approvals", "show", "h5", "--as=bob").out())
                .isEqualTo("plan             none: it has parts\n");
        assertThat(api.holdpoint("approvals", "show", "h4", "--json", "--as=bob").out())
                .contains("\"steps\"");
    }

    @Test
    void without_a_count_a_vote_is_for_its_hold_alone() {
        assertThat(api.holdpoint("approvals", "deny", "h1", "--as=bob").exit()).isZero();
        assertThat(api.bodies().getFirst()).doesNotContain("alike");
    }
}
