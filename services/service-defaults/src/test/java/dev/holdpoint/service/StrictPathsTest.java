package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictPathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/holds;a=b",
                "/api/v1/holds%3Ba=b",
                "/api/v1/holds%3ba",
                "/api//v1/holds",
                "/api/v1/../holds",
                "/api/v1/./holds",
                "/api/v1/%2e%2e/holds",
                "/api/v1%2fholds",
                "/api/v1/holds\\x",
                "/api/v1/holds%5Cx",
                "/api/v1/holds%00",
                "/api/v1/holds%253B",
                "/api/v1/holds/..",
                "/api/v1/holds#x"
            })
    void a_path_two_parsers_may_read_differently_is_ambiguous(String path) {
        assertThat(StrictPaths.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/holds/0199-aa/votes",
                "/api/v1/decisions:explain",
                "/q/health/ready",
                "/api/v1/credentials/support-agent~4f2a",
                "/api/v1/projections/open-holds.v1:rebuild",
                "/holdpoint.policy.v1.PolicyDecisionPoint/Decide"
            })
    void a_plain_path_passes(String path) {
        assertThat(StrictPaths.isAmbiguous(path)).isFalse();
    }
}
