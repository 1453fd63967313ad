package dev.holdpoint.embedded;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who can get a token from the embedded issuer, and for which audiences. */
record Realm(Map<String, Account> accounts, Set<String> audiences) {
    static final String DEFAULT_AUDIENCE = "holdpoint-api";

    /** One principal: HUMAN, AGENT or SERVICE, with the groups its tokens carry. */
    record Account(
            String name,
            String kind,
            List<String> groups,
            @Nullable String actsFor,
            PasswordHash password) {
        static Account of(JsonObject json) {
            return new Account(
                    json.getString("name"),
                    json.getString("kind"),
                    json.getJsonArray("groups").stream().map(String.class::cast).toList(),
                    json.getString("actsFor"),
                    PasswordHash.of(json.getJsonObject("password")));
        }

        boolean person() {
            return kind.equals("HUMAN");
        }
    }

    Optional<Account> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    /** The demo principals; each password is the name followed by {@code -demo}. */
    static Realm demo() {
        var accounts = new LinkedHashMap<String, Account>();
        for (var entry : new JsonArray(resource("demo-realm.json"))) {
            var account = Account.of((JsonObject) entry);
            accounts.put(account.name(), account);
        }
        return new Realm(accounts, Set.of(DEFAULT_AUDIENCE, "holdpoint-edge"));
    }

    private static String resource(String name) {
        try (var in = Realm.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new EmbeddedFailure("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new EmbeddedFailure("cannot read resource " + name, e);
        }
    }
}
