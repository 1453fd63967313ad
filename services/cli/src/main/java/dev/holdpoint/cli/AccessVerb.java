package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Fields;
import dev.holdpoint.cli.call.Moments;
import dev.holdpoint.cli.text.Principals;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint access …}: asking for a grant, and deciding about what others ask for. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description = "Asks for access for a time; lists, shows, approves and denies requests.",
        subcommands = {
            AccessVerb.Request.class,
            AccessVerb.ListRequests.class,
            AccessVerb.Show.class,
            AccessVerb.Approve.class,
            AccessVerb.Deny.class,
            AccessVerb.Withdraw.class
        })
final class AccessVerb {
    private static final String REQUESTS = "/api/v1/access-requests";

    private AccessVerb() {}

    private static int tell(Caller caller, JsonNode answer) {
        if (caller.options().json()) {
            caller.options().print(answer);
            return 0;
        }
        var until = answer.path("until").asText("");
        var line =
                "request %s is %s%s"
                        .formatted(
                                answer.path("request").asText(),
                                answer.path("state").asText(),
                                until.isEmpty() ? "" : ": access until " + until);
        caller.options().out().println(VisibleText.of(line));
        return 0;
    }

    private static long seconds(String duration) {
        var now = Instant.EPOCH;
        return Duration.between(now, Moments.ahead(duration, now)).toSeconds();
    }

    /** {@code access request}. */
    @Command(
            name = "request",
            mixinStandardHelpOptions = true,
            description = "Asks for access to a target.")
    static final class Request implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "TARGET")
        String target = "";

        @Option(
                names = "--effect",
                required = true,
                description = "read, write, …; may be repeated")
        List<String> effects = List.of();

        @Option(
                names = "--for",
                required = true,
                paramLabel = "DURATION",
                description = "how long, from the approval: 30m, 8h")
        String duration = "";

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Override
        public Integer call() {
            return tell(
                    caller,
                    caller.api()
                            .post(
                                    REQUESTS,
                                    Map.of(
                                            "target",
                                            target,
                                            "effects",
                                            effects,
                                            "seconds",
                                            seconds(duration),
                                            "reason",
                                            reason)));
        }
    }

    /** {@code access list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists requests for access.")
    static final class ListRequests implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Option(names = "--state", defaultValue = "open", description = "open, approved, …, all")
        String state = "open";

        @Override
        public Integer call() {
            var answer = caller.api().all(REQUESTS + "?limit=500&state=" + Api.segment(state));
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table =
                    new Table(
                            "REQUEST", "STATE", "WHO", "TARGET", "EFFECTS", "SECONDS", "EXPIRES",
                            "REASON");
            for (var request : answer.path("items")) {
                var asked = request.path("asked");
                table.row(
                        request.path("request").asText(),
                        request.path("state").asText(),
                        Principals.name(request.path("requester")),
                        request.path("target").asText(),
                        String.join(",", Texts.of(asked.path("effects"))),
                        asked.path("seconds").asText(),
                        request.path("expiresAt").asText(""),
                        request.path("reason").asText(""));
            }
            table.print(caller.options().out());
            return 0;
        }
    }

    /** {@code access show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one request.")
    static final class Show implements Callable<Integer> {
        @Mixin Which which = new Which();

        @Override
        public Integer call() {
            Fields.print(which.caller.options(), which.caller.api().get(which.path()));
            return 0;
        }
    }

    /** {@code access approve}. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Approves of a request, or of less than it asks for.")
    static final class Approve implements Callable<Integer> {
        @Mixin Which which = new Which();

        @Option(names = "--effect", description = "fewer effects than asked for; may be repeated")
        List<String> effects = List.of();

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                description = "shorter than asked for: 30m, 2h")
        @Nullable String duration;

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Override
        public Integer call() {
            var body = new TreeMap<String, Object>(Map.of("vote", "approve", "reason", reason));
            if (!effects.isEmpty()) {
                body.put("effects", effects);
            }
            if (duration != null) {
                body.put("seconds", seconds(duration));
            }
            return which.send("/votes", body);
        }
    }

    /** {@code access deny}. */
    @Command(name = "deny", mixinStandardHelpOptions = true, description = "Refuses a request.")
    static final class Deny implements Callable<Integer> {
        @Mixin Which which = new Which();

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Override
        public Integer call() {
            return which.send("/votes", Map.of("vote", "deny", "reason", reason));
        }
    }

    /** {@code access withdraw}. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Takes a request of one's own back while it is open.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin Which which = new Which();

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Override
        public Integer call() {
            return which.send("/withdrawal", Map.of("reason", reason));
        }
    }

    /** Which request, and by whom. */
    static final class Which {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "REQUEST")
        String request = "";

        String path() {
            return REQUESTS + "/" + Api.segment(request);
        }

        int send(String what, Map<String, Object> body) {
            return tell(caller, caller.api().post(path() + what, body));
        }
    }
}
