package dev.holdpoint.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes, equal by value. */
public final class Hash {
    public static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedLedger("a SHA-256 value has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    public static Hash fromHex(String hex) {
        try {
            return of(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new MalformedLedger("not a hex SHA-256 value: " + hex, e);
        }
    }

    public static Hash fromBase64(String text) {
        var bytes = decodeBase64(text);
        return of(bytes);
    }

    /** SHA-256 over the concatenation of {@code parts}. */
    public static Hash sha256(byte[]... parts) {
        var digest = newSha256();
        for (var part : parts) {
            digest.update(part);
        }
        return new Hash(digest.digest());
    }

    static Hash prefixed(byte prefix, byte[] left, byte[] right) {
        var digest = newSha256();
        digest.update(prefix);
        digest.update(left);
        digest.update(right);
        return new Hash(digest.digest());
    }

    /** Standard base64 (RFC 4648 section 4) that encodes back to the same text. */
    static byte[] decodeBase64(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedLedger("not base64", e);
        }
        throw new MalformedLedger("base64 in another form than the one the format asks for");
    }

    byte[] raw() {
        return bytes;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HEX.formatHex(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
