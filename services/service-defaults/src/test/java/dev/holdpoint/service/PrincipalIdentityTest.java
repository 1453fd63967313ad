package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalIdentityTest {
    private static final String AGENT =
            """
            {"iss":"http://issuer","sub":"bob","groups":["dba"],
             "act":{"sub":"support-agent","kind":"AGENT","groups":["agents"]}}
            """;

    @Test
    void an_agent_has_its_own_groups_as_roles_and_none_of_its_humans() {
        var identity = augmented(jwt(AGENT));
        var caller = new CurrentPrincipal(identity);

        assertThat(identity.getRoles()).containsExactly("agents");
        assertThat(caller.get().id().subject()).isEqualTo("support-agent");
        assertThat(caller.isInAny(List.of("dba"))).isFalse();
        assertThatThrownBy(() -> caller.requireAny(List.of("dba", "security")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(403))
                .hasMessageContaining("dba, security");
    }

    @Test
    void roles_the_framework_took_from_the_token_are_dropped() {
        var roles = augmented(jwt("{\"iss\":\"i\",\"sub\":\"mallory\"}")).getRoles();

        assertThat(roles).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opaque",
                "a.b",
                "a.!.c",
                "a.e30.c",
                "a.bnVsbA.c",
                "a.eyJpc3MiOiJpIiwic3ViIjoiYSIsInN1YiI6ImIifQ.c"
            })
    void a_token_without_usable_claims_is_no_identity(String token) {
        assertThatThrownBy(() -> augmented(token))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void without_a_token_there_is_no_principal() {
        var anonymous = QuarkusSecurityIdentity.builder().setAnonymous(true).build();
        var caller = new CurrentPrincipal(augmented(anonymous));

        assertThatThrownBy(caller::get)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(401));
    }

    private static SecurityIdentity augmented(String token) {
        return augmented(
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("bob"))
                        .addRole("dba")
                        .addCredential(new AccessTokenCredential(token))
                        .build());
    }

    private static SecurityIdentity augmented(SecurityIdentity identity) {
        return new PrincipalIdentity()
                .augment(identity, new Unblocked())
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static String jwt(String claims) {
        var payload = claims.getBytes(StandardCharsets.UTF_8);
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".sig";
    }

    private static final class Unblocked implements AuthenticationRequestContext {
        @Override
        public Uni<SecurityIdentity> runBlocking(Supplier<SecurityIdentity> function) {
            return Uni.createFrom().item(function);
        }
    }
}
