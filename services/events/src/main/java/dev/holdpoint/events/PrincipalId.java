package dev.holdpoint.events;

/** Who somebody is, for good: the OIDC issuer and its subject. */
public record PrincipalId(String issuer, String subject) {
    public PrincipalId {
        if (issuer.isBlank() || subject.isBlank()) {
            throw new IllegalArgumentException("a principal has an issuer and a subject");
        }
    }

    @Override
    public String toString() {
        return issuer + "#" + subject;
    }
}
