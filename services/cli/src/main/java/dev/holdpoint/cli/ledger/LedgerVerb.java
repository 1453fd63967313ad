package dev.holdpoint.cli.ledger;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.VerbOptions;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.ledger.verify.LedgerVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint ledger …}: takes the ledger along and checks it without trusting its writer. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Exports the ledger and verifies it.",
        subcommands = {LedgerVerb.Export.class, LedgerVerb.Verify.class, LedgerVerb.Prove.class})
public final class LedgerVerb {
    private LedgerVerb() {}

    /** {@code ledger export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes every entry and checkpoint into a new or empty directory.")
    static final class Export implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "DIR")
        Path directory = Path.of("");

        @Override
        public Integer call() {
            LedgerExport.into(directory, caller.api());
            if (caller.options().json()) {
                caller.options()
                        .print(Http.JSON.createObjectNode().put("directory", directory.toString()));
            } else {
                caller.options().out().println("exported to " + directory);
            }
            return 0;
        }
    }

    /** {@code ledger verify}: needs no running service when an export is given. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Recomputes every hash and compares with every signed checkpoint.",
                "With --export it works offline; without, a fresh export is fetched."
            })
    static final class Verify implements Callable<Integer> {
        @Mixin VerbOptions options = new VerbOptions();

        @Option(names = "--export", paramLabel = "DIR", description = "an earlier export")
        @Nullable Path export;

        @Mixin PinnedKey key = new PinnedKey();

        @Option(
                names = "--checkpoints",
                paramLabel = "DIR",
                description = "checkpoints kept elsewhere, to find a cut-off end")
        @Nullable Path checkpoints;

        @Option(
                names = "--as",
                paramLabel = "PRINCIPAL",
                defaultValue = "${env:HOLDPOINT_AS:-carol}",
                description = "who fetches the export (default: carol, or env HOLDPOINT_AS)")
        String principal = "";

        @Override
        public Integer call() throws IOException {
            var verifier = key.of(options.installation());
            return export != null ? verify(export, verifier) : fetchAndVerify(verifier);
        }

        private int fetchAndVerify(VerifierKey verifier) throws IOException {
            var directory = Files.createTempDirectory("holdpoint-ledger");
            try {
                LedgerExport.into(directory, Caller.api(options, principal));
                return verify(directory, verifier);
            } finally {
                LedgerExport.delete(directory);
            }
        }

        private int verify(Path directory, VerifierKey verifier) throws IOException {
            if (!Files.isDirectory(directory)) {
                throw new CliFailure("no export in " + directory);
            }
            var elsewhere = Optional.ofNullable(checkpoints);
            return LedgerReport.print(
                    options, LedgerVerifier.verify(directory, verifier, elsewhere));
        }
    }

    /** {@code ledger prove}. */
    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            description = "Proves that an entry stands in the ledger the pinned key signed.")
    static final class Prove implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "EVENT-ID|INDEX")
        String which = "";

        @Mixin PinnedKey key = new PinnedKey();

        @Override
        public Integer call() throws IOException {
            var path = "/api/v1/ledger/";
            var proof =
                    caller.api()
                            .get(
                                    which.matches("[0-9]+")
                                            ? path + "entries/" + which + "/proof"
                                            : path + "proofs/" + Api.segment(which));
            var verifier = key.of(caller.options().installation());
            boolean proven = ProofCheck.proves(proof, verifier);
            if (caller.options().json()) {
                caller.options().print(proof);
            } else {
                caller.options().out().println(ProofCheck.words(proof, verifier, proven));
            }
            return proven ? 0 : 1;
        }
    }
}
