package dev.holdpoint.edge.session;

/** What the edge logs in to a target with. Its text form never shows the password. */
public final class Credential {
    private final String username;
    private final String password;

    public Credential(String username, String password) {
        this.username = username;
        this.password = password;
    }

    public String username() {
        return username;
    }

    public String password() {
        return password;
    }

    @Override
    public String toString() {
        return "Credential[" + username + "]";
    }
}
