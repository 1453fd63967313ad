package dev.holdpoint.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a ledger's Ed25519 key, written {@code name+hash+base64}. The hash is {@code
 * SHA-256(name || 0x0A || 0x01 || key)[:4]}, the base64 part {@code 0x01 || key}.
 */
public final class VerifierKey {
    private static final byte ED25519 = 1;
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    private VerifierKey(String name, byte[] raw) {
        this.name = name;
        this.raw = raw;
        this.key = publicKey(raw);
    }

    static VerifierKey of(String name, PublicKey key) {
        var encoded = key.getEncoded();
        return new VerifierKey(
                name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /**
     * Reads the text form.
     *
     * @throws MalformedLedger if it is not an Ed25519 verifier key or its hash does not fit
     */
    public static VerifierKey parse(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length != 3 || !KeyName.isValid(parts[0])) {
            throw new MalformedLedger("a verifier key is name+hash+base64");
        }
        var typed = Hash.decodeBase64(parts[2]);
        if (typed.length != 33 || typed[0] != ED25519) {
            throw new MalformedLedger("not an Ed25519 verifier key");
        }
        var verifier = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, 33));
        if (!HexFormat.of().toHexDigits(verifier.keyId()).equals(parts[1])) {
            throw new MalformedLedger("the verifier key's hash does not fit the key");
        }
        return verifier;
    }

    private static PublicKey publicKey(byte[] raw) {
        var spki = ByteBuffer.allocate(SPKI.length + raw.length).put(SPKI).put(raw).array();
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new MalformedLedger("not an Ed25519 key", e);
        }
    }

    /** The key's name, which is the log's origin. */
    public String name() {
        return name;
    }

    public int keyId() {
        var label = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Hash.sha256(label, typed()).raw()).getInt();
    }

    private byte[] typed() {
        return ByteBuffer.allocate(33).put(ED25519).put(raw).array();
    }

    /** The text form, without a newline. */
    public String text() {
        return name
                + "+"
                + HexFormat.of().toHexDigits(keyId())
                + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /**
     * Whether this key signed the note: at least one line names it, and all that do verify. Lines
     * of other keys are ignored.
     */
    public boolean verifies(SignedNote note) {
        var own =
                note.signatures().stream()
                        .filter(line -> line.name().equals(name) && line.keyId() == keyId())
                        .toList();
        return !own.isEmpty() && own.stream().allMatch(line -> verifies(note.text(), line));
    }

    private boolean verifies(String text, SignedNote.Signature line) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(line.bytes());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
