package dev.holdpoint.edge.app.credentials;

import java.time.Instant;

/** A credential as handed over, once; its password is kept nowhere. */
public record IssuedCredential(
        String user, String password, Instant expiresAt, String host, int port, String database) {
    @Override
    public String toString() {
        return "IssuedCredential[" + user + "]";
    }
}
