package dev.holdpoint.edge.session;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** What the edge logs in to a target with. Its text form never shows the password. */
public final class Credential {
    private final String username;
    private final String password;
    private final Supplier<Future<Credential>> renewal;

    /**
     * One that never changes.
     *
     * @param password in clear, as the target wants it
     */
    public Credential(String username, String password) {
        this.username = username;
        this.password = password;
        this.renewal = () -> Future.succeededFuture(this);
    }

    /**
     * One that may change while a session is open.
     *
     * @param password in clear, as the target wants it
     * @param renewal gives it as it is by then
     */
    public Credential(String username, String password, Supplier<Future<Credential>> renewal) {
        this.username = username;
        this.password = password;
        this.renewal = renewal;
    }

    /** As it is now. */
    public Future<Credential> renewed() {
        return renewal.get();
    }

    /** The target's account. */
    public String username() {
        return username;
    }

    /** In clear; never for a log, an event or an answer. */
    public String password() {
        return password;
    }

    @Override
    public String toString() {
        return "Credential[" + username + "]";
    }
}
