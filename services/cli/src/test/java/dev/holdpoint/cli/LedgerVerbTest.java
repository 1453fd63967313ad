package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerbTest {
    @TempDir Path dir;

    @Test
    void without_a_key_or_with_a_broken_one_nothing_is_verified() {
        var none = RunningCli.run("ledger", "verify", "--state-dir", dir.toString());
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("no verifier key in");
        var broken =
                RunningCli.run("ledger", "verify", "--export", dir.toString(), "--key", "a+b+c");
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.err()).contains("not a verifier key").hasLineCount(1);
    }
}
