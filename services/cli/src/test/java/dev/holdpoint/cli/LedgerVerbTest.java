package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.ledger.ProofCheck;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.export.ExportLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerbTest {
    @TempDir Path dir;
    private final SmallLedger ledger = new SmallLedger();

    @Test
    void without_a_key_or_with_a_broken_one_nothing_is_verified() {
        var none = RunningCli.run("ledger", "verify", "--state-dir", dir.toString());
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("no verifier key in");
        var broken = verify("a+b+c");
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.err()).contains("not a verifier key").hasLineCount(1);
    }

    @Test
    void an_untouched_export_is_accepted_with_the_key_as_text_or_file() throws Exception {
        ledger.export(dir);
        assertThat(verify(ledger.key().text()).out()).startsWith("accepted: 5 entries");
        var file = Files.writeString(dir.resolve("key"), ledger.key().text() + "\n");
        assertThat(verify(file.toString()).exit()).isZero();
    }

    @Test
    void a_removed_entry_is_named_and_exits_with_1() throws Exception {
        ledger.export(dir);
        var entries = dir.resolve(ExportLayout.ENTRIES);
        var lines = new ArrayList<>(Files.readAllLines(entries));
        lines.remove(2);
        Files.writeString(entries, String.join("\n", lines) + "\n");
        var verdict = verify(ledger.key().text());
        assertThat(verdict.exit()).isEqualTo(1);
        assertThat(verdict.out()).startsWith("REJECTED at index 2");
        var json =
                RunningCli.run(
                        "ledger",
                        "verify",
                        "--json",
                        "--export",
                        dir.toString(),
                        "--key",
                        ledger.key().text());
        assertThat(json.out()).contains("\"firstBadIndex\" : 2", "\"accepted\" : false");
    }

    @Test
    void another_ledgers_key_accepts_nothing() throws Exception {
        ledger.export(dir);
        var other = NoteSigner.generate(ledger.key().name()).verifierKey();
        assertThat(verify(other.text()).out()).startsWith("REJECTED");
    }

    @Test
    void a_proof_holds_only_for_its_own_entry_and_key() throws Exception {
        var proof = Http.JSON.readTree(ledger.proof(3));
        assertThat(ProofCheck.proves(proof, ledger.key())).isTrue();
        var other = NoteSigner.generate(ledger.key().name()).verifierKey();
        assertThat(ProofCheck.proves(proof, other)).isFalse();
        var moved = Http.JSON.readTree(ledger.proof(3).replace("\"index\":3", "\"index\":2"));
        assertThat(ProofCheck.proves(moved, ledger.key())).isFalse();
    }

    private RunningCli verify(String key) {
        return RunningCli.run("ledger", "verify", "--export", dir.toString(), "--key", key);
    }
}
