package dev.holdpoint.embedded;

import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A token request (RFC 6749 sections 4.3 and 4.4) as sent, before anything is believed. */
record TokenRequest(String grant, String name, String secret, String audience) {
    static TokenRequest of(MultiMap form, @Nullable String authorization) {
        var grant = field(form, "grant_type", "");
        var audience = field(form, "audience", Realm.DEFAULT_AUDIENCE);
        if (grant.equals("password")) {
            var name = field(form, "username", "");
            return new TokenRequest(grant, name, field(form, "password", ""), audience);
        }
        var client = client(form, authorization);
        return new TokenRequest(grant, client.name, client.secret, audience);
    }

    private record Client(String name, String secret) {}

    private static Client client(MultiMap form, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new Client(field(form, "client_id", ""), field(form, "client_secret", ""));
        }
        try {
            var decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
            var pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return new Client(unescape(pair[0]), pair.length == 2 ? unescape(pair[1]) : "");
        } catch (IllegalArgumentException malformed) {
            return new Client("", "");
        }
    }

    private static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String field(MultiMap form, String name, String fallback) {
        return Objects.requireNonNullElse(form.get(name), fallback);
    }

    @Override
    public String toString() {
        return "TokenRequest[" + grant + ", " + audience + "]";
    }
}
