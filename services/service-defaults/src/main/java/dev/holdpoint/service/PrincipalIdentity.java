package dev.holdpoint.service;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;

/**
 * Gives a verified token's identity its principal and, as roles, the principal's own groups: an
 * agent never gets the groups of the human it acts for.
 */
@ApplicationScoped
public class PrincipalIdentity implements SecurityIdentityAugmentor {
    static final String ATTRIBUTE = "holdpoint.principal";
    static final String ISSUED_AT = "holdpoint.issued-at";

    private static final String IAT = "iat";
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        var token = identity.getCredential(AccessTokenCredential.class);
        return Uni.createFrom()
                .item(token == null ? identity : withPrincipal(identity, token.getToken()));
    }

    private SecurityIdentity withPrincipal(SecurityIdentity identity, String token) {
        try {
            var claims = claims(token);
            var principal = PrincipalClaims.of(claims);
            var builder = QuarkusSecurityIdentity.builder();
            if (claims.get(IAT) instanceof Number seconds) {
                builder.addAttribute(ISSUED_AT, Instant.ofEpochSecond(seconds.longValue()));
            }
            return builder.setPrincipal(identity.getPrincipal())
                    .addCredentials(identity.getCredentials())
                    .addAttributes(identity.getAttributes())
                    .addAttribute(ATTRIBUTE, principal)
                    .addRoles(new HashSet<>(principal.groups()))
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("The token's claims are not usable", e);
        }
    }

    private static Map<String, Object> claims(String token) throws IOException {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a signed JWT");
        }
        var payload = Base64.getUrlDecoder().decode(parts[1]);
        return Objects.requireNonNullElse(JSON.readValue(payload, CLAIMS), Map.of());
    }
}
