package dev.holdpoint.cli;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Fields;
import dev.holdpoint.cli.call.Moments;
import dev.holdpoint.cli.text.Principals;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
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

/** {@code holdpoint approvals delegate …}: who votes in whose place. */
@Command(
        name = "delegate",
        mixinStandardHelpOptions = true,
        description = "Hands your vote to another person for a time, lists and ends delegations.",
        subcommands = {
            DelegateVerb.Give.class,
            DelegateVerb.ListDelegations.class,
            DelegateVerb.Revoke.class
        })
final class DelegateVerb {
    private static final String DELEGATIONS = "/api/v1/delegations";

    private DelegateVerb() {}

    /** An account as the API takes it. */
    static Map<String, String> account(String subject, @Nullable String issuer) {
        return issuer == null
                ? Map.of("subject", subject)
                : Map.of("subject", subject, "issuer", issuer);
    }

    /** {@code approvals delegate give}. */
    @Command(
            name = "give",
            mixinStandardHelpOptions = true,
            description = "Lets another person vote in your place.")
    static final class Give implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Option(names = "--to", required = true, paramLabel = "SUBJECT", description = "who")
        String delegate = "";

        @Option(names = "--issuer", description = "the delegate's, if it is not yours")
        @Nullable String issuer;

        @Option(
                names = "--until",
                required = true,
                paramLabel = "MOMENT",
                description = "when it is over: 14d, 2027-01-31, 2027-01-31T18:00:00Z")
        String until = "";

        @Option(names = "--from", paramLabel = "MOMENT", description = "when it begins; now")
        @Nullable String from;

        @Option(names = "--group", description = "one of yours it is for; may be repeated; all")
        List<String> groups = List.of();

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Override
        public Integer call() {
            var now = Instant.now();
            var body = new TreeMap<String, Object>();
            body.put("delegate", account(delegate, issuer));
            body.put("until", Moments.ahead(until, now).toString());
            body.put("reason", reason);
            if (from != null) {
                body.put("from", Moments.ahead(from, now).toString());
            }
            if (!groups.isEmpty()) {
                body.put("groups", groups);
            }
            Fields.print(caller.options(), caller.api().post(DELEGATIONS, body));
            return 0;
        }
    }

    /** {@code approvals delegate list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the delegations you gave or have.")
    static final class ListDelegations implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Option(names = "--all", description = "also those that are over")
        boolean all;

        @Override
        public Integer call() {
            var state = all ? "all" : "open";
            var answer = caller.api().all(DELEGATIONS + "?limit=500&state=" + state);
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table = new Table("DELEGATION", "STATE", "OF", "TO", "GROUPS", "FROM", "UNTIL");
            for (var delegation : answer.path("items")) {
                table.row(
                        delegation.path("delegation").asText(),
                        delegation.path("state").asText(),
                        Principals.subject(delegation.path("delegator")),
                        Principals.subject(delegation.path("delegate")),
                        String.join(",", Texts.of(delegation.path("groups"))),
                        delegation.path("from").asText(),
                        delegation.path("until").asText());
            }
            table.print(caller.options().out());
            return 0;
        }
    }

    /** {@code approvals delegate revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a delegation before its time, one you gave or one you have.")
    static final class Revoke implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "DELEGATION")
        String delegation = "";

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Override
        public Integer call() {
            var path = DELEGATIONS + "/" + Api.segment(delegation) + ":revoke";
            var answer = caller.api().post(path, Map.of("reason", reason));
            if (caller.options().json()) {
                caller.options().print(answer);
            } else {
                var line = "delegation " + delegation + " is " + answer.path("state").asText("");
                caller.options().out().println(VisibleText.of(line));
            }
            return 0;
        }
    }
}
