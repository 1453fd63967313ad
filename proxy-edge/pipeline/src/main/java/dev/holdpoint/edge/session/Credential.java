package dev.holdpoint.edge.session;

/** What the edge logs in to a target with. Its text form never shows the password. */
public final class Credential {
    private final String username;
    private final String password;

    /**
     * @param password in clear, as the target wants it
     */
    public Credential(String username, String password) {
        this.username = username;
        this.password = password;
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
