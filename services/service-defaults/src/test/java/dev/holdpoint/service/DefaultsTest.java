package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.testkit.ModuleDefaults;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every service has these defaults; what they protect must not change by accident. */
class DefaultsTest {
    @Test
    void tokens_must_be_meant_for_the_api_and_signed_as_agreed() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("quarkus.oidc.token.audience", "holdpoint-api")
                .containsEntry("quarkus.oidc.token.signature-algorithm", "RS256")
                .containsEntry("quarkus.oidc.application-type", "service");
    }

    @Test
    void an_endpoint_nobody_thought_about_is_closed() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("quarkus.security.jaxrs.deny-unannotated-endpoints", "true");
    }

    @Test
    void nobody_beyond_the_host_is_listened_to_unless_told() throws IOException {
        assertThat(ModuleDefaults.read()).containsEntry("quarkus.http.host", "localhost");
    }

    @Test
    void bodies_and_headers_are_bounded_and_answers_are_not_kept() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("quarkus.http.limits.max-body-size", "1M")
                .containsEntry("quarkus.http.limits.max-header-size", "64K")
                .containsEntry("quarkus.http.header.\"Cache-Control\".value", "no-store");
    }

    @Test
    void secrets_come_from_where_containers_get_them_and_from_holdpoints_own_names()
            throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry(
                        "holdpoint.secrets.directories",
                        "/run/secrets,${holdpoint.state-dir}/secrets/targets")
                .containsEntry("holdpoint.secrets.variables", "HOLDPOINT_SECRET_")
                .containsEntry("holdpoint.secrets.vault", "secret/holdpoint");
    }

    @Test
    void no_key_belongs_to_a_single_service_but_the_addresses_all_must_know() throws IOException {
        assertThat(ModuleDefaults.read().stringPropertyNames())
                .filteredOn(
                        key -> key.matches("holdpoint\\.(edge|policy|approval|audit|review)\\..*"))
                .containsExactlyInAnyOrder(
                        "holdpoint.policy.host",
                        "holdpoint.policy.port",
                        "holdpoint.approval.host",
                        "holdpoint.approval.port");
    }
}
