package dev.holdpoint.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** From the documentation of golang.org/x/mod/sumdb/note. */
    private static final String GO_KEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final String ORIGIN = "holdpoint.dev/ledger/test";

    @Test
    void a_note_signed_by_the_go_implementation_verifies() {
        var key = VerifierKey.parse(GO_KEY);
        assertThat(key.text()).isEqualTo(GO_KEY);
        assertThat(key.verifies(SignedNote.parse(GO_NOTE))).isTrue();
        assertThat(key.verifies(SignedNote.parse(GO_NOTE.replace("think", "thank")))).isFalse();
        assertThat(SignedNote.parse(GO_NOTE).encode()).isEqualTo(GO_NOTE);
    }

    @Test
    void a_checkpoint_is_signed_read_and_verified() {
        var signer = NoteSigner.generate(ORIGIN);
        var checkpoint =
                new Checkpoint(ORIGIN, 42, MerkleTree.emptyRoot(), HashChain.start(ORIGIN));
        var note = signer.sign(checkpoint.text()).encode();
        var read = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
        var key = VerifierKey.parse(signer.verifierKey().text());
        assertThat(key.verifies(read)).isTrue();
        assertThat(Checkpoint.parse(read.text())).isEqualTo(checkpoint);
        assertThat(note)
                .startsWith(ORIGIN + "\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    }

    @Test
    void another_key_of_the_same_name_does_not_verify() {
        var note = NoteSigner.generate(ORIGIN).sign("text\n");
        assertThat(NoteSigner.generate(ORIGIN).verifierKey().verifies(note)).isFalse();
    }

    @Test
    void a_stored_signing_key_signs_again_and_a_mixed_one_is_refused() {
        var first = NoteSigner.generate(ORIGIN);
        var second = NoteSigner.generate(ORIGIN);
        var restored = NoteSigner.parse(first.secretText());
        assertThat(first.verifierKey().verifies(restored.sign("x\n"))).isTrue();
        var mixed =
                first.secretText().lines().findFirst().orElseThrow()
                        + "\n"
                        + second.secretText().lines().skip(1).findFirst().orElseThrow();
        assertThatThrownBy(() -> NoteSigner.parse(mixed)).isInstanceOf(MalformedLedger.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno dash AAAA\n",
                "te\txt\n\n\u2014 a AAAAAAA=\n",
                "text\n\n\u2014 a AAAAAAA\n",
                "text\n\n\u2014 a AAAA\n",
                "text\n\n\u2014 a+b AAAAAAA=\n",
                "text\n\n\u2014 a AAAAAAA="
            })
    void what_is_not_a_note_is_refused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(MalformedLedger.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "origin\n1\n",
                "origin\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nx\n",
                "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\nx\n",
                "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nx\n",
                "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nx\n"
            })
    void what_is_not_a_checkpoint_is_refused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedLedger.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpcAAAAPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void what_is_not_a_verifier_key_is_refused(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(MalformedLedger.class);
    }
}
