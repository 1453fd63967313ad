package dev.holdpoint.edge.app.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.holdpoint.edge.identity.AuthenticationFailed;
import java.io.IOException;
import java.util.Base64;

/**
 * Refuses compact JWS strings that two readers could understand differently: duplicate JSON keys,
 * trailing data, base64url that is not canonical, and oversize.
 */
final class CompactToken {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final JsonFactory STRICT =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build();

    private CompactToken() {}

    static void check(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new AuthenticationFailed(
                    "the token is longer than " + MAX_LENGTH + " characters");
        }
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new AuthenticationFailed("not a compact JWS");
        }
        try {
            checkObject(canonical(parts[0]));
            checkObject(canonical(parts[1]));
            canonical(parts[2]);
        } catch (IOException e) {
            throw new AuthenticationFailed("header or claims are not strict JSON");
        } catch (IllegalArgumentException e) {
            throw new AuthenticationFailed("not base64url");
        }
    }

    private static byte[] canonical(String part) {
        var decoded = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(part)) {
            throw new AuthenticationFailed("base64url is not canonical");
        }
        return decoded;
    }

    private static void checkObject(byte[] json) throws IOException {
        try (var parser = STRICT.createParser(json)) {
            int depth = 0;
            boolean ended = false;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (ended || depth == 0 && !token.isStructStart()) {
                    throw new AuthenticationFailed("more or other than one JSON object");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                ended = depth == 0;
            }
        }
    }
}
