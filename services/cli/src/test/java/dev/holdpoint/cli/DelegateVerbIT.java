package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelegateVerbIT {
    private static final String DELEGATION =
            """
            {"delegation": "d-1", "state": "in-force",
             "delegator": {"issuer": "http://issuer", "subject": "bob"},
             "delegate": {"issuer": "http://issuer", "subject": "erin"},
             "groups": ["dba", "sre"], "from": "2026-11-21T12:00:00Z",
             "until": "2026-12-01T12:00:00Z", "reason": "away"}
            """;

    @TempDir Path dir;
    private CannedApi api;

    @BeforeEach
    void start() throws IOException {
        api = CannedApi.start(dir);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_vote_is_handed_over_for_groups_until_a_moment() {
        api.answer("/api/v1/delegations", 201, DELEGATION);

        var given =
                api.holdpoint(
                        "approvals",
                        "delegate",
                        "give",
                        "--to=erin",
                        "--until=2026-12-01T12:00:00Z",
                        "--group=dba",
                        "--group=sre",
                        "--reason=away",
                        "--as=bob");

        assertThat(given.exit()).as(given.err()).isZero();
        assertThat(given.out()).contains("in-force").contains("erin");
        assertThat(api.bodies().getFirst())
                .contains("\"delegate\":{\"subject\":\"erin\"}")
                .contains("\"until\":\"2026-12-01T12:00:00Z\"")
                .contains("\"groups\":[\"dba\",\"sre\"]")
                .contains("\"reason\":\"away\"")
                .doesNotContain("\"from\"");
    }

    @Test
    void delegations_are_listed_with_who_votes_for_whom() {
        api.answer("/api/v1/delegations", 200, "{\"items\":[" + DELEGATION + "],\"next\":null}");

        var list = api.holdpoint("approvals", "delegate", "list", "--as=bob");

        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out()).contains("d-1", "in-force", "bob", "erin", "dba,sre");
    }

    @Test
    void a_delegation_is_ended_with_a_reason() {
        api.answer(
                "/api/v1/delegations/d-1:revoke", 200, DELEGATION.replace("in-force", "revoked"));

        var ended =
                api.holdpoint(
                        "approvals", "delegate", "revoke", "d-1", "--reason=back", "--as=bob");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("delegation d-1 is revoked\n");
        assertThat(api.bodies()).containsExactly("{\"reason\":\"back\"}");
    }

    @Test
    void a_vote_says_in_whose_place_it_is() {
        api.answer("/api/v1/holds/h1/votes", 200, "{\"state\":\"released\"}");

        var vote =
                api.holdpoint(
                        "approvals",
                        "approve",
                        "h1",
                        "--in-place-of=bob",
                        "--issuer=http://issuer",
                        "--as=bea");

        assertThat(vote.exit()).as(vote.err()).isZero();
        assertThat(api.bodies().getFirst())
                .contains("\"inPlaceOf\":{")
                .contains("\"subject\":\"bob\"")
                .contains("\"issuer\":\"http://issuer\"");
    }
}
