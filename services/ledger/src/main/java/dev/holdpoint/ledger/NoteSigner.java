package dev.holdpoint.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Signs notes with a ledger's Ed25519 key. */
public final class NoteSigner {
    private final PrivateKey key;
    private final VerifierKey verifier;

    private NoteSigner(PrivateKey key, VerifierKey verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /** A fresh key of that name. */
    public static NoteSigner generate(String name) {
        if (!KeyName.isValid(name)) {
            throw new MalformedLedger("not a key name: " + name);
        }
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /**
     * Reads {@link #secretText} back.
     *
     * @throws MalformedLedger if it is not a signing key, or its halves do not belong together
     */
    public static NoteSigner parse(String secretText) {
        var lines = secretText.lines().toList();
        if (lines.size() != 2) {
            throw new MalformedLedger("a signing key file has two lines");
        }
        try {
            var pkcs8 = new PKCS8EncodedKeySpec(Hash.decodeBase64(lines.get(1)));
            var key = KeyFactory.getInstance("Ed25519").generatePrivate(pkcs8);
            var signer = new NoteSigner(key, VerifierKey.parse(lines.get(0)));
            if (!signer.verifier.verifies(signer.sign("probe\n"))) {
                throw new MalformedLedger("the signing key and its verifier key do not match");
            }
            return signer;
        } catch (GeneralSecurityException e) {
            throw new MalformedLedger("not an Ed25519 signing key", e);
        }
    }

    /** Verifier key and PKCS #8 private key, a line each; for a file only its owner may read. */
    public String secretText() {
        return verifier.text() + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n";
    }

    public VerifierKey verifierKey() {
        return verifier;
    }

    /** Signs a text that ends in a newline. */
    public SignedNote sign(String text) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            var signature = Base64.getEncoder().encodeToString(ed25519.sign());
            var line = new SignedNote.Signature(verifier.name(), verifier.keyId(), signature);
            return new SignedNote(text, List.of(line));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refused to sign", e);
        }
    }
}
