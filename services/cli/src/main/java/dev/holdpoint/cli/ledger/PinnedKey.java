package dev.holdpoint.cli.ledger;

import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.call.Installation;
import dev.holdpoint.ledger.MalformedLedger;
import dev.holdpoint.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ledger's verifier key as the caller knows it: as text, in a file, or as first published. */
final class PinnedKey {
    @Option(
            names = "--key",
            paramLabel = "VKEY|FILE",
            description = "pinned verifier key (default: ledger.vkey of the state directory)")
    @Nullable String given;

    VerifierKey of(Installation installation) throws IOException {
        var published = installation.stateDir().resolve("ledger.vkey");
        if (given == null && !Files.exists(published)) {
            throw new CliFailure("no verifier key in " + published + ": give one with --key");
        }
        var source = given == null ? published.toString() : given;
        try {
            return VerifierKey.parse(text(source));
        } catch (MalformedLedger e) {
            throw new CliFailure("not a verifier key: " + e.getMessage(), e);
        }
    }

    private static String text(String source) throws IOException {
        boolean file = Files.exists(Path.of(source));
        if (!file && !source.contains("+")) {
            throw new CliFailure("no key file " + source);
        }
        return file ? Files.readString(Path.of(source)) : source;
    }
}
