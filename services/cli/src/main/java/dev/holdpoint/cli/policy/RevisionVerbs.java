package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.call.Fields;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.SentDocuments;
import dev.holdpoint.cli.call.VerbOptions;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.policy.language.DocumentReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint policy revisions|publish|activate|rollback}. */
final class RevisionVerbs {
    private static final String REVISIONS = "/api/v1/policies/revisions";
    private static final String PUBLISH = "/api/v1/policies:publish";
    private static final String ACTIVATE = "/api/v1/policies:activate";
    private static final String NONE = "none";
    private static final int PAGE = 500;
    private static final int UNREADABLE = 2;

    private RevisionVerbs() {}

    /** {@code policy revisions}. */
    @Command(
            name = "revisions",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the revisions of the policies, the latest first; or shows one, with what",
                "it would change were it active."
            })
    static final class Revisions implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(
                paramLabel = "REVISION",
                arity = "0..1",
                description = "the beginning of its name is enough")
        @Nullable String revision;

        @Option(names = "--limit", defaultValue = "20", description = "(${DEFAULT-VALUE})")
        int limit = 20;

        @Override
        public Integer call() {
            return revision == null ? list() : show(revision);
        }

        private int list() {
            var answer = caller.api().get(REVISIONS + "?limit=" + limit);
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table = new Table("REVISION", "STATE", "SINCE", "ORIGIN", "PUBLISHED", "BY");
            for (var one : answer.path("items")) {
                table.row(
                        one.path("revision").asText(),
                        one.path("state").asText(),
                        one.path("changedAt").asText(),
                        one.path("origin").asText(),
                        one.path("publishedAt").asText(),
                        one.path("publishedBy").asText());
            }
            var out = caller.options().out();
            table.print(out);
            answer.path("items").forEach(one -> tellUnreadable(out, one));
            tellWaiting(out, answer.path("waits"));
            return 0;
        }

        private int show(String name) {
            var api = caller.api();
            var id = Known.in(api).named(name);
            var detail = api.get(REVISIONS + "/" + Api.segment(id));
            if (caller.options().json()) {
                caller.options().print(detail);
                return 0;
            }
            Fields.print(caller.options(), detail.path("revision"));
            var out = caller.options().out();
            for (var file : detail.path("changes")) {
                out.println(VisibleText.of("changes in " + file.path("file").asText() + ":"));
                file.path("lines").forEach(line -> out.println(VisibleText.of(line.asText())));
            }
            return 0;
        }
    }

    private static void tellWaiting(PrintWriter out, JsonNode waits) {
        if (waits.hasNonNull("directory")) {
            var line =
                    "waiting for a second person: policy activate %s --directory %s"
                            .formatted(
                                    waits.path("revision").asText(),
                                    waits.path("directory").asText());
            out.println(VisibleText.of(line));
            waits.path("changes")
                    .forEach(change -> out.println(VisibleText.of("  " + change.asText())));
        }
    }

    private static void tellUnreadable(PrintWriter out, JsonNode revision) {
        if (revision.hasNonNull("unreadable")) {
            var line =
                    "revision %s cannot be read by the version that runs, and allows nothing: %s"
                            .formatted(
                                    revision.path("revision").asText(),
                                    revision.path("unreadable").asText());
            out.println(VisibleText.of(line));
        }
    }

    /** {@code policy publish}. */
    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = {
                "Publishes the policies of a directory as a revision; targets, grants and roles",
                "are no part of it. It decides nothing until it is activated.",
                "Exit code: 0 done, 1 failed, 2 the documents cannot be read."
            })
    static final class Publish implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "DIR", description = "the directory of the documents")
        Path directory = Path.of("");

        @Override
        public Integer call() {
            var body = Http.JSON.createObjectNode();
            body.set("documents", SentDocuments.of(directory, DocumentReader::mayHavePolicies));
            return caller.api()
                    .post(PUBLISH, body, caller.options())
                    .map(answer -> told(caller.options(), answer))
                    .orElse(UNREADABLE);
        }
    }

    /** {@code policy activate}. */
    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            description = "Has a published revision decide from now on.")
    static final class Activate implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "REVISION", description = "the beginning of its name is enough")
        String revision = "";

        @Option(
                names = "--expect",
                paramLabel = "REVISION",
                description = "only if this one, or none, is active until then")
        @Nullable String expected;

        @Option(
                names = "--directory",
                paramLabel = "NAME",
                description =
                        "with the grants and targets of the directory that waits by this name")
        @Nullable String directory;

        @Override
        public Integer call() {
            var api = caller.api();
            var known = Known.in(api);
            return activate(
                    caller,
                    api,
                    new Order(
                            known.named(revision),
                            expected == null ? known.active() : known.named(expected),
                            directory));
        }
    }

    /** {@code policy rollback}. */
    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = {
                "Has the revision decide again that decided before the one that does, or an",
                "earlier one."
            })
    static final class Rollback implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(
                paramLabel = "REVISION",
                arity = "0..1",
                description = "the beginning of its name is enough (the one before)")
        @Nullable String revision;

        @Override
        public Integer call() {
            var api = caller.api();
            var known = Known.in(api);
            var back = revision == null ? known.before() : known.named(revision);
            return activate(caller, api, new Order(back, known.active(), null));
        }
    }

    private record Order(String revision, String expected, @Nullable String directory) {
        ObjectNode body() {
            var body = Http.JSON.createObjectNode();
            body.put("revision", revision).put("expected", expected);
            return directory == null ? body : body.put("directory", directory);
        }
    }

    private static int activate(Caller caller, Api api, Order order) {
        var body = order.body();
        return told(caller.options(), api.post(ACTIVATE, body));
    }

    private static int told(VerbOptions options, JsonNode revision) {
        if (options.json()) {
            options.print(revision);
        } else {
            var line =
                    "revision %s is %s"
                            .formatted(
                                    revision.path("revision").asText(),
                                    revision.path("state").asText());
            options.out().println(VisibleText.of(line));
        }
        return 0;
    }

    /** The revisions there are, the latest first. */
    record Known(List<JsonNode> latest, @Nullable String rollsBackTo) {
        static Known in(Api api) {
            var answer = api.all(REVISIONS + "?limit=" + PAGE);
            return new Known(
                    answer.path("items").valueStream().toList(),
                    answer.path("rollsBackTo").asText(null));
        }

        /** The one whose name begins so, with or without {@code sha256:}; any whole name. */
        String named(String beginning) {
            if (beginning.equals(NONE)) {
                return NONE;
            }
            var found =
                    latest.stream()
                            .map(Known::id)
                            .filter(id -> isNamed(id, beginning))
                            .distinct()
                            .toList();
            if (found.size() > 1) {
                throw new CliFailure("more than one revision begins with " + beginning);
            }
            return found.isEmpty() ? beginning : found.getFirst();
        }

        private static boolean isNamed(String id, String beginning) {
            return !beginning.isBlank()
                    && (id.startsWith(beginning) || id.startsWith("sha256:" + beginning));
        }

        String active() {
            return in("active").map(Known::id).findFirst().orElse(NONE);
        }

        /** The one that decided before the active one. */
        String before() {
            if (rollsBackTo == null) {
                throw new CliFailure("no revision decided before");
            }
            return rollsBackTo;
        }

        private Stream<JsonNode> in(String state) {
            return latest.stream().filter(one -> one.path("state").asText().equals(state));
        }

        private static String id(JsonNode revision) {
            return revision.path("revision").asText();
        }
    }
}
