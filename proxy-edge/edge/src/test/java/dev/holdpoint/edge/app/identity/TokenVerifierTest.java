package dev.holdpoint.edge.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.holdpoint.edge.identity.AuthenticationFailed;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenVerifierTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private KeyServer issuer;
    private RSAKey key;
    private TokenVerifier verifier;

    @BeforeEach
    void start() {
        issuer = new KeyServer();
        key = issuer.addKey("k1");
        verifier = new TokenVerifier(issuer.issuer(), "holdpoint-edge", InstantSource.fixed(NOW));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer.issuer())
                .subject("alice")
                .audience("holdpoint-edge")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .claim("groups", List.of("engineers"));
    }

    private static JWSHeader.Builder header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(keyId);
    }

    private String token(JWTClaimsSet.Builder claims) {
        return signed(header("k1").build(), claims.build().toString());
    }

    private String signed(JWSHeader header, String payload) {
        try {
            return signed(header, payload, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSHeader header, String payload, JWSSigner signer) {
        try {
            var jws = new JWSObject(header, new Payload(payload));
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_good_token_proves_its_principal_until_it_expires() {
        var proven = verifier.verify(token(claims()));

        assertThat(proven.principal().id()).isEqualTo(new PrincipalId(issuer.issuer(), "alice"));
        assertThat(proven.principal().groups()).containsExactly("engineers");
        assertThat(proven.expiresAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void an_actor_is_the_principal_and_keeps_only_its_own_groups() {
        var act = Map.of("sub", "support-agent", "kind", "AGENT", "groups", List.of("agents"));
        var principal = verifier.verify(token(claims().claim("act", act))).principal();

        assertThat(principal.id().subject()).isEqualTo("support-agent");
        assertThat(principal.kind()).isEqualTo(PrincipalKind.AGENT);
        assertThat(principal.groups()).containsExactly("agents");
        assertThat(principal.onBehalfOf()).isEqualTo(new PrincipalId(issuer.issuer(), "alice"));
    }

    @TestFactory
    Stream<DynamicTest> keys_and_algorithms_a_token_chooses_are_refused_and_not_fetched()
            throws Exception {
        var body = claims().build().toString();
        var other = new RSAKeyGenerator(2048).keyID("k1").generate();
        var elsewhere = URI.create(issuer.issuer() + "/attacker");
        var hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build();
        var rs512 = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("k1").build();
        var own = header("k1").jwk(other.toPublicJWK()).build();
        var mac = new MACSigner(key.toRSAPublicKey().getEncoded());
        return refused(
                Map.of(
                        "HS256 keyed with the public key",
                        signed(hs256, body, mac),
                        "RS512",
                        signed(rs512, body),
                        "somebody else's key",
                        signed(header("k1").build(), body, new RSASSASigner(other)),
                        "its own key in the header",
                        signed(own, body, new RSASSASigner(other)),
                        "jku",
                        signed(header("k1").jwkURL(elsewhere).build(), body),
                        "x5u",
                        signed(header("k1").x509CertURL(elsewhere).build(), body),
                        "no kid",
                        signed(header("k1").keyID(null).build(), body)));
    }

    @TestFactory
    Stream<DynamicTest> malformed_tokens_are_refused() {
        var good = token(claims());
        var parts = good.split("\\.");
        var body = claims().build().toString();
        var none = encoded("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
        var other = header("k1").type(new JOSEObjectType("logout+jwt")).build();
        var critical = header("k1").criticalParams(Set.of("b64x")).customParam("b64x", true);
        return refused(
                Map.of(
                        "alg none", none + "." + parts[1] + ".",
                        "unknown critical header", signed(critical.build(), body),
                        "typ of something else", signed(other, body),
                        "claims changed", parts[0] + "." + encoded(body + " ") + "." + parts[2],
                        "signature cut", parts[0] + "." + parts[1] + ".",
                        "padding", parts[0] + "=." + parts[1] + "." + parts[2],
                        "four parts", good + ".x",
                        "empty", "",
                        "oversize", "x".repeat(1024 * 1024)));
    }

    @TestFactory
    Stream<DynamicTest> tokens_with_wrong_claims_are_refused() {
        var wrong =
                Map.ofEntries(
                        Map.entry("other audience", token(claims().audience("holdpoint-api"))),
                        Map.entry("no audience", token(claims().audience((String) null))),
                        Map.entry("other issuer", token(claims().issuer("https://evil.example"))),
                        Map.entry("no subject", token(claims().subject(null))),
                        Map.entry("no expiry", token(claims().expirationTime(null))),
                        Map.entry("expired", token(claims().expirationTime(Date.from(NOW)))),
                        Map.entry("not yet", token(claims().notBeforeTime(after(61)))),
                        Map.entry("issued in the future", token(claims().issueTime(after(61)))),
                        Map.entry("an ID token", token(claims().claim("typ", "ID"))),
                        Map.entry("groups no list", token(claims().claim("groups", "dba"))),
                        Map.entry("act no object", token(claims().claim("act", "bob"))),
                        Map.entry("exp as text", raw("\"exp\":\"tomorrow\"")),
                        Map.entry("exp twice", raw("\"exp\":1,\"exp\":9999999999")),
                        Map.entry("sub twice", raw("\"exp\":9999999999,\"sub\":\"bob\"")),
                        Map.entry("not JSON", signed(header("k1").build(), "alice")));
        return refused(wrong);
    }

    private static Date after(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private String raw(String claims) {
        var payload =
                "{\"iss\":\"%s\",\"sub\":\"alice\",\"aud\":\"holdpoint-edge\",\"iat\":%d,%s}"
                        .formatted(issuer.issuer(), NOW.getEpochSecond(), claims);
        return signed(header("k1").build(), payload);
    }

    private Stream<DynamicTest> refused(Map<String, String> tokens) {
        return tokens.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () -> {
                                            assertThatThrownBy(
                                                            () -> verifier.verify(entry.getValue()))
                                                    .isInstanceOf(AuthenticationFailed.class);
                                            assertThat(issuer.fetched).doesNotContain("/attacker");
                                        }));
    }

    @Test
    void a_clock_up_to_a_minute_off_is_forgiven() {
        var early = claims().notBeforeTime(after(55)).issueTime(after(55));

        assertThat(verifier.verify(token(early)).principal().id().subject()).isEqualTo("alice");
    }

    @Test
    void a_flood_of_unknown_key_ids_does_not_flood_the_issuer() {
        var body = claims().build().toString();
        for (int i = 0; i < 500; i++) {
            var flood = signed(header(UUID.randomUUID().toString()).build(), body);
            assertThatThrownBy(() -> verifier.verify(flood))
                    .isInstanceOf(AuthenticationFailed.class);
        }
        assertThat(issuer.fetchesOfKeys()).isLessThanOrEqualTo(2);
        assertThat(verifier.verify(token(claims())).expiresAt()).isAfter(NOW);
    }

    @Test
    void a_rotated_key_is_found_and_a_withdrawn_one_is_gone_with_the_refresh() {
        var old = token(claims());
        assertThat(verifier.verify(old).expiresAt()).isAfter(NOW);
        issuer.withdraw(any -> true);
        key = issuer.addKey("k2");
        var fresh = signed(header("k2").build(), claims().build().toString());

        assertThat(verifier.verify(fresh).principal().id().subject()).isEqualTo("alice");
        assertThatThrownBy(() -> verifier.verify(old)).isInstanceOf(AuthenticationFailed.class);
    }

    @Test
    void known_keys_outlive_an_outage_of_the_issuer() {
        assertThat(verifier.verify(token(claims())).expiresAt()).isAfter(NOW);
        issuer.close();

        assertThat(verifier.verify(token(claims())).expiresAt())
                .isBefore(NOW.plus(Duration.ofHours(1)));
    }
}
