package dev.holdpoint.edge.app.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** An issuer's published keys, found through its OpenID Connect discovery document. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int SIZE_LIMIT = 256 * 1024;

    private final String issuer;
    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, SIZE_LIMIT);
    private volatile @Nullable JWKSetSource<SecurityContext> discovered;

    IssuerKeys(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
            throws KeySourceException {
        var source = discovered;
        if (source == null) {
            source = new URLBasedJWKSetSource<>(discover(), http);
            discovered = source;
        }
        return source.getJWKSet(refresh, now, context);
    }

    private URL discover() throws JWKSetRetrievalException {
        try {
            var document = URI.create(issuer + "/.well-known/openid-configuration").toURL();
            var json = JSONObjectUtils.parse(http.retrieveResource(document).getContent());
            if (!issuer.equals(JSONObjectUtils.getString(json, "issuer"))) {
                throw new JWKSetRetrievalException("discovery names another issuer", null);
            }
            return JSONObjectUtils.getURI(json, "jwks_uri").toURL();
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new JWKSetRetrievalException("cannot discover the keys of " + issuer, e);
        }
    }

    @Override
    public void close() {
        discovered = null;
    }
}
