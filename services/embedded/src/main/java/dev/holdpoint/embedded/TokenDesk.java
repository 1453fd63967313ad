package dev.holdpoint.embedded;

import dev.holdpoint.embedded.TokenAnswer.Issued;
import dev.holdpoint.embedded.TokenAnswer.Refused;
import java.time.Duration;

/** Checks who asks for a token and what for, then has it minted. */
final class TokenDesk {
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Realm realm;
    private final TokenMint mint;
    private final Lockout lockout;

    TokenDesk(Realm realm, TokenMint mint, Lockout lockout) {
        this.realm = realm;
        this.mint = mint;
        this.lockout = lockout;
    }

    TokenAnswer answer(TokenRequest request) {
        if (!request.grant().equals("password") && !request.grant().equals("client_credentials")) {
            return new Refused(400, "unsupported_grant_type", "use password or client_credentials");
        }
        if (!realm.audiences().contains(request.audience())) {
            return new Refused(400, "invalid_target", "unknown audience");
        }
        if (lockout.closed(request.name())) {
            return new Refused(429, "invalid_grant", "too many failures, wait a minute");
        }
        return authenticated(request);
    }

    /**
     * A name that does not exist, or may not use this grant, costs and reads like a wrong secret.
     */
    private TokenAnswer authenticated(TokenRequest request) {
        boolean person = request.grant().equals("password");
        var account = realm.account(request.name()).filter(a -> a.person() == person);
        var hash = account.map(Realm.Account::password).orElse(PasswordHash.matchingNothing());
        if (!hash.matches(request.secret()) || account.isEmpty()) {
            lockout.failed(request.name());
            return person
                    ? new Refused(400, "invalid_grant", "unknown name or wrong password")
                    : new Refused(401, "invalid_client", "unknown client or wrong secret");
        }
        return new Issued(mint.token(account.get(), request.audience(), LIFETIME), LIFETIME);
    }
}
