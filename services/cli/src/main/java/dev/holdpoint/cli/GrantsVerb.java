package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Moments;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint grants …}: who may have which effects on what. */
@Command(
        name = "grants",
        mixinStandardHelpOptions = true,
        description = "Lists, issues, narrows, reviews and revokes grants.",
        subcommands = {
            GrantsVerb.ListGrants.class,
            GrantsVerb.Issue.class,
            GrantsVerb.Narrow.class,
            GrantsVerb.Revoke.class,
            GrantsVerb.Reviewed.class
        })
final class GrantsVerb {
    private static final String GRANTS = "/api/v1/grants";

    private GrantsVerb() {}

    /** {@code grants list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists grants.")
    static final class ListGrants implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Option(
                names = "--state",
                defaultValue = "",
                description = "only live, suspended, revoked or expired ones")
        String state = "";

        @Override
        public Integer call() {
            var filter = state.isEmpty() ? "" : "&state=" + Api.segment(state);
            var answer = caller.api().all(GRANTS + "?limit=500" + filter);
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table =
                    new Table(
                            "GRANT", "STATE", "ORIGIN", "WHO", "TARGETS", "EFFECTS", "OWNER",
                            "EXPIRES", "REVIEW", "VERSION");
            for (var grant : answer.path("items")) {
                table.row(
                        grant.path("id").asText(),
                        grant.path("state").asText(),
                        grant.path("origin").asText(),
                        who(grant),
                        targets(grant),
                        String.join(",", Texts.of(grant.path("effects"))),
                        grant.path("owner").asText(),
                        grant.path("expiresAt").asText(""),
                        grant.path("reviewBy").asText(""),
                        grant.path("version").asText());
            }
            table.print(caller.options().out());
            return 0;
        }

        private static String who(JsonNode grant) {
            return Stream.concat(
                            Texts.of(grant.path("subjects")).stream(),
                            Texts.of(grant.path("groups")).stream().map(group -> "@" + group))
                    .collect(Collectors.joining(","));
        }

        private static String targets(JsonNode grant) {
            var names = Texts.of(grant.path("targets"));
            return names.isEmpty() ? Texts.labels(grant.path("labels")) : String.join(",", names);
        }
    }

    /** {@code grants issue}. */
    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description = "Issues a grant to others; standing unless --until says otherwise.")
    static final class Issue implements Callable<Integer> {
        @Mixin Asked asked = new Asked();
        @Mixin Extent extent = new Extent();

        @Option(names = "--owner", required = true, description = "who answers for it")
        String owner = "";

        @Override
        public Integer call() {
            var body = extent.body();
            body.put("id", asked.grant);
            body.put("owner", owner);
            return asked.send(GRANTS, body);
        }
    }

    /** {@code grants narrow}. */
    @Command(
            name = "narrow",
            mixinStandardHelpOptions = true,
            description = "Makes a grant give less; what is not named stays as it is.")
    static final class Narrow implements Callable<Integer> {
        @Mixin Asked asked = new Asked();
        @Mixin Extent extent = new Extent();

        @Override
        public Integer call() {
            return asked.send(asked.path() + ":narrow", extent.body());
        }
    }

    /** {@code grants revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a grant and the sessions that are open by it.")
    static final class Revoke implements Callable<Integer> {
        @Mixin Asked asked = new Asked();

        @Override
        public Integer call() {
            return asked.send(asked.path() + ":revoke", new TreeMap<>());
        }
    }

    /** {@code grants reviewed}. */
    @Command(
            name = "reviewed",
            mixinStandardHelpOptions = true,
            description = "Says that a grant was looked at and may stay until the next review.")
    static final class Reviewed implements Callable<Integer> {
        @Mixin Asked asked = new Asked();

        @Option(
                names = "--review-by",
                required = true,
                paramLabel = "MOMENT",
                description = "when it is due again: 90d, 2027-01-31, 2027-01-31T18:00:00Z")
        String reviewBy = "";

        @Override
        public Integer call() {
            var body = new TreeMap<String, Object>();
            body.put("reviewBy", Moments.ahead(reviewBy, Instant.now()).toString());
            return asked.send(asked.path() + ":reviewed", body);
        }
    }

    /** Which grant, asked by whom and why. */
    static final class Asked {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "GRANT")
        String grant = "";

        @Option(names = "--reason", required = true, description = "why; kept in the ledger")
        String reason = "";

        @Option(
                names = "--if-version",
                description = "only if it is still this version, as list shows it")
        @Nullable Long version;

        String path() {
            return GRANTS + "/" + Api.segment(grant);
        }

        int send(String path, Map<String, Object> body) {
            body.put("reason", reason);
            var answer = caller.api().change("POST", path, body, version);
            if (caller.options().json()) {
                caller.options().print(answer);
            } else {
                var line = "grant " + grant + " is " + answer.path("state").asText("");
                caller.options().out().println(VisibleText.of(line));
            }
            return 0;
        }
    }

    /** Who, what and until when. */
    static final class Extent {
        @Option(names = "--subject", description = "a subject; may be repeated")
        List<String> subjects = List.of();

        @Option(names = "--group", description = "a group; may be repeated")
        List<String> groups = List.of();

        @Option(names = "--target", description = "a target's name; may be repeated")
        List<String> targets = List.of();

        @Option(
                names = "--label",
                paramLabel = "KEY=VALUE",
                description = "a label that targets have, instead of names; may be repeated")
        Map<String, String> labels = Map.of();

        @Option(names = "--effect", description = "read, write, session, …; may be repeated")
        List<String> effects = List.of();

        @Option(
                names = "--until",
                paramLabel = "MOMENT",
                description = "when it is over: 8h, 2027-01-31, 2027-01-31T18:00:00Z")
        @Nullable String until;

        @Option(
                names = "--review-by",
                paramLabel = "MOMENT",
                description = "from when on it is suspended unless reviewed")
        @Nullable String reviewBy;

        Map<String, Object> body() {
            var body = new TreeMap<String, Object>();
            put(body, "subjects", subjects);
            put(body, "groups", groups);
            put(body, "effects", effects);
            if (!targets.isEmpty() || !labels.isEmpty()) {
                var selection = new TreeMap<String, Object>();
                put(selection, "names", targets);
                if (!labels.isEmpty()) {
                    selection.put("labels", labels);
                }
                body.put("targets", selection);
            }
            put(body, "expiresAt", until);
            put(body, "reviewBy", reviewBy);
            return body;
        }

        private static void put(Map<String, Object> body, String field, List<String> values) {
            if (!values.isEmpty()) {
                body.put(field, values);
            }
        }

        private static void put(Map<String, Object> body, String field, @Nullable String moment) {
            if (moment != null) {
                body.put(field, Moments.ahead(moment, Instant.now()).toString());
            }
        }
    }
}
