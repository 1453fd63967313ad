package dev.holdpoint.embedded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The issuer's RSA key, kept in a private file so that tokens outlive a restart. */
record SigningKey(RSAKey key) {
    static SigningKey persistedIn(Path directory) {
        var file = directory.resolve("signing-key.json");
        try {
            if (!Files.exists(file)) {
                PrivateFiles.directory(directory);
                PrivateFiles.write(file, generate().toJSONString() + "\n");
            }
            return new SigningKey(RSAKey.parse(Files.readString(file)));
        } catch (IOException | ParseException e) {
            throw new EmbeddedFailure("cannot keep the issuer's key in " + file, e);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new EmbeddedFailure("cannot generate an RSA key", e);
        }
    }

    String publicJwks() {
        return new JWKSet(key).toPublicJWKSet().toString();
    }
}
