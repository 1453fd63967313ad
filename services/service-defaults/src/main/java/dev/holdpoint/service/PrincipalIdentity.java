package dev.holdpoint.service;

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
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;

/**
 * Gives a verified token's identity its principal and, as roles, the principal's own groups: an
 * agent never gets the groups of the human it acts for.
 */
@ApplicationScoped
public class PrincipalIdentity implements SecurityIdentityAugmentor {
    static final String ATTRIBUTE = "holdpoint.principal";
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        var token = identity.getCredential(AccessTokenCredential.class);
        return Uni.createFrom()
                .item(token == null ? identity : withPrincipal(identity, token.getToken()));
    }

    private SecurityIdentity withPrincipal(SecurityIdentity identity, String token) {
        try {
            var payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            var principal = PrincipalClaims.of(json.readValue(payload, CLAIMS));
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(identity.getPrincipal())
                    .addCredentials(identity.getCredentials())
                    .addAttributes(identity.getAttributes())
                    .addAttribute(ATTRIBUTE, principal)
                    .addRoles(new HashSet<>(principal.groups()))
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("The token's claims are not usable", e);
        }
    }
}
