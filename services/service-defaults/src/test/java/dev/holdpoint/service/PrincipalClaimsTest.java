package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrincipalClaimsTest {
    private static final String ISSUER = "http://issuer";

    @Test
    void without_act_the_subject_is_the_principal_and_a_human() {
        var principal =
                PrincipalClaims.of(
                        Map.of("iss", ISSUER, "sub", "alice", "groups", List.of("engineers")));

        assertThat(principal.id()).isEqualTo(new PrincipalId(ISSUER, "alice"));
        assertThat(principal.kind()).isEqualTo(PrincipalKind.HUMAN);
        assertThat(principal.groups()).containsExactly("engineers");
        assertThat(principal.onBehalfOf()).isNull();
    }

    @Test
    void with_act_the_actor_is_the_principal_and_only_its_groups_count() {
        var act = Map.of("sub", "support-agent", "kind", "AGENT", "groups", List.of("agents"));
        var principal =
                PrincipalClaims.of(
                        Map.of("iss", ISSUER, "sub", "bob", "groups", List.of("dba"), "act", act));

        assertThat(principal.id()).isEqualTo(new PrincipalId(ISSUER, "support-agent"));
        assertThat(principal.kind()).isEqualTo(PrincipalKind.AGENT);
        assertThat(principal.groups()).containsExactly("agents");
        assertThat(principal.onBehalfOf()).isEqualTo(new PrincipalId(ISSUER, "bob"));
    }

    @Test
    void claims_of_another_form_are_refused() {
        assertThatThrownBy(() -> PrincipalClaims.of(Map.of("iss", ISSUER)))
                .hasMessageContaining("sub");
        assertThatThrownBy(
                        () ->
                                PrincipalClaims.of(
                                        Map.of("iss", ISSUER, "sub", "a", "groups", "dba")))
                .hasMessageContaining("groups");
        assertThatThrownBy(
                        () -> PrincipalClaims.of(Map.of("iss", ISSUER, "sub", "a", "act", "agent")))
                .hasMessageContaining("act");
        assertThatThrownBy(
                        () -> PrincipalClaims.of(Map.of("iss", ISSUER, "sub", "a", "kind", "GOD")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
