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

    @Test
    void an_actor_of_another_issuer_is_nobody_here() {
        var foreign = Map.of("iss", "http://elsewhere", "sub", "support-agent");
        var own = Map.of("iss", ISSUER, "sub", "support-agent");

        assertThatThrownBy(() -> PrincipalClaims.of(claims(foreign)))
                .hasMessageContaining("issuer");
        assertThat(PrincipalClaims.of(claims(own)).id().issuer()).isEqualTo(ISSUER);
    }

    @Test
    void an_actor_is_an_agent_and_has_no_groups_unless_the_token_says_so() {
        var actor = PrincipalClaims.of(claims(Map.of("sub", "support-agent")));

        assertThat(actor.kind()).isEqualTo(PrincipalKind.AGENT);
        assertThat(actor.groups()).isEmpty();
    }

    @Test
    void an_actor_without_a_subject_is_refused_not_taken_for_the_human() {
        assertThatThrownBy(() -> PrincipalClaims.of(claims(Map.of()))).hasMessageContaining("sub");
        assertThatThrownBy(() -> PrincipalClaims.of(claims(Map.of("sub", " "))))
                .hasMessageContaining("sub");
    }

    @Test
    void the_name_people_read_is_the_preferred_one_or_the_subject() {
        var named = Map.<String, Object>of("iss", ISSUER, "sub", "a1", "preferred_username", "Al");
        var unnamed = Map.<String, Object>of("iss", ISSUER, "sub", "a1", "preferred_username", " ");

        assertThat(PrincipalClaims.of(named).name()).isEqualTo("Al");
        assertThat(PrincipalClaims.of(unnamed).name()).isEqualTo("a1");
    }

    private static Map<String, Object> claims(Map<String, String> act) {
        return Map.of("iss", ISSUER, "sub", "bob", "groups", List.of("dba"), "act", act);
    }
}
