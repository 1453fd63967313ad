package dev.holdpoint.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedOidcIT {
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir Path dir;
    private EmbeddedOidc oidc;

    @BeforeEach
    void start() {
        oidc = EmbeddedOidc.start(dir, 0);
    }

    @AfterEach
    void stop() {
        oidc.close();
    }

    @Test
    void a_person_gets_an_api_token_with_groups_for_the_right_password() throws Exception {
        var claims = claims(post("grant_type=password&username=bob&password=bob-demo"));
        assertThat(claims.getIssuer()).isEqualTo(oidc.issuer());
        assertThat(claims.getSubject()).isEqualTo("bob");
        assertThat(claims.getAudience()).containsExactly("holdpoint-api");
        assertThat(claims.getStringListClaim("groups")).containsExactly("dba");
        assertThat(claims.getStringClaim("kind")).isEqualTo("HUMAN");
        assertThat(claims.getClaim("act")).isNull();
    }

    @Test
    void an_agents_token_names_the_human_as_subject_and_itself_as_actor() throws Exception {
        var claims =
                claims(
                        post(
                                "grant_type=client_credentials&client_id=support-agent"
                                        + "&client_secret=support-agent-demo&audience=holdpoint-edge"));
        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getAudience()).containsExactly("holdpoint-edge");
        assertThat(claims.getClaim("groups")).isNull();
        assertThat(claims.getJSONObjectClaim("act"))
                .isEqualTo(
                        Map.of(
                                "sub",
                                "support-agent",
                                "kind",
                                "AGENT",
                                "groups",
                                List.of("agents")));
    }

    @Test
    void wrong_secrets_unknown_names_and_crossed_grants_read_alike() throws Exception {
        for (var form :
                List.of(
                        "grant_type=password&username=bob&password=x",
                        "grant_type=password&username=nobody&password=x",
                        "grant_type=password&username=deploy-bot&password=deploy-bot-demo")) {
            var answer = post(form);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("unknown name or wrong password");
        }
        assertThat(post("grant_type=authorization_code").body()).contains("unsupported_grant_type");
        assertThat(post("grant_type=password&username=bob&password=bob-demo&audience=other").body())
                .contains("invalid_target");
    }

    @Test
    void ten_failures_lock_even_the_right_password_out() throws Exception {
        for (int i = 0; i < 10; i++) {
            post("grant_type=password&username=bea&password=wrong");
        }
        assertThat(post("grant_type=password&username=bea&password=bea-demo").statusCode())
                .isEqualTo(429);
    }

    @Test
    void the_key_is_private_and_survives_a_restart() throws Exception {
        var token = oidc.token("carol", "holdpoint-api");
        var mode = Files.getPosixFilePermissions(dir.resolve("signing-key.json"));
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        int port = oidc.port();
        oidc.close();
        oidc = EmbeddedOidc.start(dir, port);
        assertThat(verified(token).getSubject()).isEqualTo("carol");
        assertThat(get("/.well-known/openid-configuration").getString("jwks_uri"))
                .isEqualTo(oidc.issuer() + "/jwks");
        assertThat(get("/jwks").encode()).doesNotContain("\"d\"").doesNotContain("\"p\"");
    }

    @Test
    void an_address_others_can_reach_must_be_asked_for() {
        var open = new EmbeddedOidc.Binding("0.0.0.0", 0, false);
        assertThatThrownBy(() -> EmbeddedOidc.start(dir, open))
                .isInstanceOf(EmbeddedFailure.class)
                .hasMessageContaining("loopback");
    }

    private JWTClaimsSet claims(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return verified(new JsonObject(answer.body()).getString("access_token"));
    }

    private JWTClaimsSet verified(String token) throws Exception {
        var jwt = SignedJWT.parse(token);
        var keys = JWKSet.parse(get("/jwks").encode());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    private HttpResponse<String> post(String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(oidc.issuer() + "/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonObject get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(oidc.issuer() + path)).build();
        return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    }
}
