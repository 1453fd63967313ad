package dev.holdpoint.edge.mask;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key of an installation's tokens: whoever has it can tell which value a token stands for. */
public final class MaskKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_BYTES = 32;

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException if {@code secret} is shorter than 32 bytes
     */
    public MaskKey(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException("a mask key has at least 32 bytes");
        }
        this.key = new SecretKeySpec(Arrays.copyOf(secret, secret.length), ALGORITHM);
    }

    /** A keyed hash, for one thread. */
    Mac mac() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this runtime has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "MaskKey[****]";
    }
}
