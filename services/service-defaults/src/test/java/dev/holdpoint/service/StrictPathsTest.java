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
                "/api/v1/holds#x",
                "/api/v1/holds%23x",
                "/api/v1/holds%3Fx",
                "/api/v1/%68olds",
                "/%61pi/v1/holds",
                "/api/v%31/holds",
                "/api/v1/%5Aone",
                "/api/v1/%",
                "/api/v1/%4",
                "/api/v1/%zz",
                "/api/v1/%c0%ae%c0%ae/holds",
                "/api/v1/h\u00f6lds",
                "//evil.example/api/v1/holds"
            })
    void a_path_two_parsers_may_read_differently_is_ambiguous(String path) {
        assertThat(StrictPaths.isPlain(path)).isFalse();
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
                "/holdpoint.policy.v1.PolicyDecisionPoint/Decide",
                "/api/v1/credentials/support-agent%7E4f2a",
                "/api/v1/targets/a%20b",
                "/api/v1/holds?cursor=a%2Fb;c//d&x=../..#%zz"
            })
    void a_plain_path_passes(String path) {
        assertThat(StrictPaths.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "",
                "?x",
                "api/v1/holds",
                "evil.example:443",
                "http://evil.example/api/v1/holds"
            })
    void a_request_target_that_is_no_path_is_refused(String target) {
        assertThat(StrictPaths.isPlain(target)).isFalse();
    }
}
