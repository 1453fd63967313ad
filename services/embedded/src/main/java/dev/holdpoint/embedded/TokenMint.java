package dev.holdpoint.embedded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Makes signed access tokens; an agent's token names the human as subject and itself as actor. */
record TokenMint(String issuer, SigningKey signing, InstantSource clock) {
    String token(Realm.Account account, String audience, Duration lifetime) {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(signing.key().getKeyID())
                        .build();
        var jwt = new SignedJWT(header, claims(account, audience, lifetime));
        try {
            jwt.sign(new RSASSASigner(signing.key()));
        } catch (JOSEException e) {
            throw new EmbeddedFailure("cannot sign a token", e);
        }
        return jwt.serialize();
    }

    private JWTClaimsSet claims(Realm.Account account, String audience, Duration lifetime) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("azp", account.person() ? "holdpoint-cli" : account.name());
        return account.actsFor() == null
                ? identity(claims, account).build()
                : delegated(claims, account, account.actsFor()).build();
    }

    private static JWTClaimsSet.Builder identity(
            JWTClaimsSet.Builder claims, Realm.Account account) {
        return claims.subject(account.name())
                .claim("preferred_username", account.name())
                .claim("kind", account.kind())
                .claim("groups", account.groups());
    }

    private static JWTClaimsSet.Builder delegated(
            JWTClaimsSet.Builder claims, Realm.Account actor, String subject) {
        var act = Map.of("sub", actor.name(), "kind", actor.kind(), "groups", actor.groups());
        return claims.subject(subject).claim("act", act);
    }
}
