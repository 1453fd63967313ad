package dev.holdpoint.events;

/** A SHA-256 digest, written {@code sha256:} and 64 lower-case hex digits. */
public record Digest(String value) {
    private static final String ALGORITHM = "sha256:";
    private static final int LENGTH = ALGORITHM.length() + 64;

    public Digest {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a sha256 digest: " + value);
        }
    }

    private static boolean isOne(String value) {
        if (value.length() != LENGTH || !value.startsWith(ALGORITHM)) {
            return false;
        }
        for (int i = ALGORITHM.length(); i < LENGTH; i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
