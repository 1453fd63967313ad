package dev.holdpoint.edge.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.AuthenticationFailed;
import dev.holdpoint.service.PrincipalClaims;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Verifies access tokens of one issuer for one audience: RS256 or ES256 by a key the issuer
 * publishes, found by its id alone; nothing a token's header points to is ever followed.
 */
public final class TokenVerifier {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(30);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Set<String> NOT_ACCESS = Set.of("ID", "Refresh", "Offline", "Logout");

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final InstantSource clock;

    /**
     * @param issuer exactly as in the {@code iss} claim; keys are found by discovery below it
     * @param audience must be in the {@code aud} claim
     */
    public TokenVerifier(String issuer, String audience, InstantSource clock) {
        this.clock = clock;
        var keys =
                JWKSourceBuilder.create(new IssuerKeys(issuer))
                        .cache(FRESH.toMillis(), FETCH_TIMEOUT.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(FETCH_INTERVAL.toMillis())
                        .outageTolerant(OUTAGE.toMillis())
                        .build();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(claimsVerifier(issuer, audience));
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier(
            String issuer, String audience) {
        var exact = new JWTClaimsSet.Builder().issuer(issuer).build();
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        audience, exact, Set.of("sub", "exp", "iat")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew((int) SKEW.toSeconds());
        return verifier;
    }

    /**
     * Verifies a compact JWS. Blocks when keys must be fetched.
     *
     * @throws AuthenticationFailed if anything about it is not as it must be
     */
    public Authenticated verify(String token) {
        CompactToken.check(token);
        try {
            var jwt = SignedJWT.parse(token);
            checkHeader(jwt.getHeader());
            return verified(processor.process(jwt, null));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new AuthenticationFailed("the token is not valid: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new AuthenticationFailed("the token's claims are not usable: " + e.getMessage());
        }
    }

    private static void checkHeader(JWSHeader header) {
        if (header.getKeyID() == null) {
            throw new AuthenticationFailed("the token does not name its key");
        }
        if (header.getJWKURL() != null
                || header.getJWK() != null
                || header.getX509CertURL() != null
                || header.getX509CertChain() != null) {
            throw new AuthenticationFailed("the token brings its own key");
        }
    }

    private Authenticated verified(JWTClaimsSet claims) {
        var now = clock.instant();
        var expires = claims.getExpirationTime().toInstant();
        if (!expires.isAfter(now)) {
            throw new AuthenticationFailed("the token has expired");
        }
        if (claims.getIssueTime().toInstant().isAfter(now.plus(SKEW))) {
            throw new AuthenticationFailed("the token was issued in the future");
        }
        if (claims.getClaim("typ") instanceof String type && NOT_ACCESS.contains(type)) {
            throw new AuthenticationFailed("not an access token");
        }
        return new Authenticated(PrincipalClaims.of(claims.toJSONObject()), expires);
    }
}
