package dev.holdpoint.cli.policy;

import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.call.Fields;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.VerbOptions;
import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.policy.directory.Preview;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.trial.TestReader;
import dev.holdpoint.policy.trial.Trial;
import dev.holdpoint.policy.trial.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint policy …}: documents checked, tried, published and activated. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {
            "Checks documents, tries cases on them, explains decisions, replays history;",
            "publishes revisions, activates them and rolls back."
        },
        subcommands = {
            PolicyVerb.Check.class,
            PolicyVerb.Test.class,
            ExplainVerb.class,
            WhoVerb.class,
            SimulateVerb.class,
            ProposeVerb.class,
            RevisionVerbs.Revisions.class,
            RevisionVerbs.Publish.class,
            RevisionVerbs.Activate.class,
            RevisionVerbs.Rollback.class,
            ShadowVerb.class
        })
public final class PolicyVerb {
    private static final int UNREADABLE = 2;

    private PolicyVerb() {}

    /** {@code policy check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says whether a directory of documents could be published.")
    static final class Check implements Callable<Integer> {
        @Mixin Documents documents = new Documents();

        @Override
        public Integer call() {
            return reading(documents.options, () -> told(documents.rulebook()));
        }

        private int told(Rulebook rulebook) {
            var json =
                    Http.JSON
                            .createObjectNode()
                            .put("revision", rulebook.revisionId().value())
                            .put("targets", rulebook.targets().size())
                            .put("grants", rulebook.grants().size());
            Fields.print(documents.options, json);
            return 0;
        }
    }

    /** {@code policy test}. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = {
                "Tries the cases in a directory's folder tests/ on its documents.",
                "Exit code: 0 all came as expected, 1 some did not, 2 something cannot be read."
            })
    static final class Test implements Callable<Integer> {
        @Mixin Documents documents = new Documents();

        @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit XML, too")
        @Nullable Path junit;

        @Override
        public Integer call() {
            return reading(documents.options, () -> told(verdicts()));
        }

        private List<Verdict> verdicts() {
            var rulebook = documents.rulebook();
            var tests = TestReader.read(Preview.tests(documents.directory));
            try (var analyst = new SqlAnalyst()) {
                return new Trial(rulebook, analyst, Instant.now()).of(tests);
            }
        }

        private int told(List<Verdict> verdicts) throws IOException {
            if (junit != null) {
                JunitXml.write(junit, verdicts);
            }
            if (documents.options.json()) {
                documents.options.print(TrialJson.of(verdicts));
            } else {
                TrialText.print(documents.options.out(), verdicts);
            }
            return verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
        }
    }

    /** What reads documents, and its exit code. */
    interface Work {
        int done() throws IOException;
    }

    /** Documents that cannot be read are told like wrong usage. */
    static int reading(VerbOptions options, Work work) {
        try {
            return work.done();
        } catch (InvalidDocuments e) {
            tell(options, e.findings());
            return UNREADABLE;
        } catch (IOException e) {
            throw new CliFailure("cannot read or write a file: " + e.getMessage(), e);
        }
    }

    private static void tell(VerbOptions options, List<Finding> findings) {
        var err = options.err();
        findings.forEach(one -> err.println(VisibleText.of(one.toString())));
        err.flush();
    }

    /** A directory of documents as written. */
    static final class Documents {
        @Mixin VerbOptions options = new VerbOptions();

        @Parameters(paramLabel = "DIR", description = "the directory of the documents")
        Path directory = Path.of("");

        Rulebook rulebook() {
            var preview = Preview.of(directory, new DocumentReader(Documents::configured));
            tell(options, preview.absent());
            return preview.rulebook();
        }

        /** As the services are configured: system properties, then the environment. */
        private static Optional<String> configured(String key) {
            var variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            return Optional.ofNullable(System.getProperty(key))
                    .or(() -> Optional.ofNullable(System.getenv(key)))
                    .or(() -> Optional.ofNullable(System.getenv(variable)));
        }
    }
}
