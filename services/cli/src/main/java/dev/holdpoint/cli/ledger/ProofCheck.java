package dev.holdpoint.cli.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.ledger.Checkpoint;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.InclusionProof;
import dev.holdpoint.ledger.MalformedLedger;
import dev.holdpoint.ledger.SignedNote;
import dev.holdpoint.ledger.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Recomputes an inclusion proof up to a root that the pinned key signed. */
public final class ProofCheck {
    private ProofCheck() {}

    public static boolean proves(JsonNode answer, VerifierKey key) {
        try {
            var bytes = answer.path("checkpoint").asText("").getBytes(StandardCharsets.UTF_8);
            var note = SignedNote.parse(bytes);
            var checkpoint = Checkpoint.parse(note.text());
            var proof = proof(answer);
            return key.verifies(note)
                    && checkpoint.origin().equals(key.name())
                    && checkpoint.size() == proof.size()
                    && proof.verifies(
                            Hash.fromHex(answer.path("leaf").asText()), checkpoint.root());
        } catch (MalformedLedger broken) {
            return false;
        }
    }

    private static InclusionProof proof(JsonNode answer) {
        var path = new ArrayList<Hash>();
        for (var sibling : answer.path("path")) {
            path.add(Hash.fromHex(sibling.asText()));
        }
        return new InclusionProof(
                answer.path("index").asLong(), answer.path("size").asLong(), path);
    }

    static String words(JsonNode answer, VerifierKey key, boolean proven) {
        return "%s: entry %d with leaf %s %s the tree of %d entries signed by %s"
                .formatted(
                        proven ? "proven" : "NOT PROVEN",
                        answer.path("index").asLong(),
                        VisibleText.of(answer.path("leaf").asText()),
                        proven ? "stands in" : "is not shown to stand in",
                        answer.path("size").asLong(),
                        key.name());
    }
}
