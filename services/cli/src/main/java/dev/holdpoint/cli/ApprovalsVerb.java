package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.text.Principals;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint approvals …}: the holds that wait for a second person. */
@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        description =
                "Lists, shows, approves and denies holds; takes approvals back; delegates votes;"
                        + " tells how it goes.",
        subcommands = {
            ApprovalsVerb.ListHolds.class,
            ApprovalsVerb.Show.class,
            ApprovalsVerb.Similar.class,
            ApprovalsVerb.Approve.class,
            ApprovalsVerb.Deny.class,
            ApprovalsVerb.Retract.class,
            DelegateVerb.class,
            QualityVerb.class,
            JudgeVerb.class,
            BreakGlassVerb.class,
            RevokeVerb.class
        })
final class ApprovalsVerb {
    private static final String HOLDS = "/api/v1/holds";

    private ApprovalsVerb() {}

    /** {@code approvals list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists holds.")
    static final class ListHolds implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Option(
                names = "--state",
                defaultValue = "open",
                description = "open, released, …, all; to-review: broken glass")
        String state = "open";

        @Override
        public Integer call() {
            var api = caller.api();
            var answer = api.get(HOLDS + "?limit=100&state=" + Api.segment(state));
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table =
                    new Table(
                            "HOLD",
                            "COUNT",
                            "STATE",
                            "REQUESTER",
                            "TARGET",
                            "EXPIRES",
                            "STATEMENT");
            for (var hold : answer.path("items")) {
                table.row(
                        hold.path("hold").asText(),
                        Integer.toString(1 + hold.path("alike").size()),
                        hold.path("state").asText(),
                        Principals.name(hold.path("requester")),
                        hold.path("target").asText(),
                        hold.path("expiresAt").asText(""),
                        hold.path("statement").asText());
            }
            table.print(caller.options().out());
            return 0;
        }
    }

    /** {@code approvals show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one hold.")
    static final class Show implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "HOLD")
        String hold = "";

        @Override
        public Integer call() {
            HoldText.print(caller.options(), caller.api().get(HOLDS + "/" + Api.segment(hold)));
            return 0;
        }
    }

    /** {@code approvals similar}. */
    @Command(
            name = "similar",
            mixinStandardHelpOptions = true,
            description =
                    "Lists what became of earlier holds that differ from one in constants alone.")
    static final class Similar implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "HOLD")
        String hold = "";

        @Override
        public Integer call() {
            var answer = caller.api().get(HOLDS + "/" + Api.segment(hold) + "/similar?limit=20");
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table = new Table("HELD", "STATE", "REQUESTER", "VOTES", "STATEMENT");
            for (var one : answer.path("items")) {
                table.row(
                        one.path("heldAt").asText(),
                        one.path("state").asText(),
                        Principals.name(one.path("requester")),
                        votes(one.path("votes")),
                        one.path("statement").asText());
            }
            table.print(caller.options().out());
            return 0;
        }

        private static String votes(JsonNode votes) {
            return StreamSupport.stream(votes.spliterator(), false)
                    .map(
                            vote ->
                                    vote.path("approver").path("subject").asText()
                                            + ": "
                                            + vote.path("vote").asText())
                    .collect(Collectors.joining(", "));
        }
    }

    /** {@code approvals approve}. */
    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Releases a hold.")
    static final class Approve implements Callable<Integer> {
        @Mixin Ballot ballot = new Ballot();

        @Option(
                names = "--ballot",
                description = "as the hold shows it: no vote if votes changed since")
        @Nullable Integer number;

        @Mixin Place place = new Place();

        @Override
        public Integer call() {
            return ballot.cast("approve", number, place);
        }
    }

    /** {@code approvals deny}. */
    @Command(name = "deny", mixinStandardHelpOptions = true, description = "Refuses a hold.")
    static final class Deny implements Callable<Integer> {
        @Mixin Ballot ballot = new Ballot();
        @Mixin Place place = new Place();

        @Override
        public Integer call() {
            return ballot.cast("deny", null, place);
        }
    }

    /** {@code approvals retract}. */
    @Command(
            name = "retract",
            mixinStandardHelpOptions = true,
            description = "Takes an approval back while its hold is open.")
    static final class Retract implements Callable<Integer> {
        @Mixin Ballot ballot = new Ballot();

        @Override
        public Integer call() {
            return ballot.cast("retract", null, new Place());
        }
    }

    /** In whose place a vote is cast. */
    static final class Place {
        @Option(
                names = "--in-place-of",
                paramLabel = "SUBJECT",
                description = "who delegated their vote to you")
        @Nullable String delegator;

        @Option(names = "--issuer", description = "the delegator's, if it is not yours")
        @Nullable String issuer;
    }

    /** Which hold is voted on, by whom and why. */
    static final class Ballot {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "HOLD")
        String hold = "";

        @Option(names = "--reason", defaultValue = "", description = "why; kept in the ledger")
        String reason = "";

        @Option(
                names = "--count",
                description =
                        "as list shows it: for all that ask for the very same; no vote if it"
                                + " changed since")
        @Nullable Integer count;

        /** A repeated vote changes nothing, so the hold's state is what is told. */
        int cast(String vote, @Nullable Integer number, Place place) {
            var body = new HashMap<String, Object>(Map.of("vote", vote, "reason", reason));
            if (number != null) {
                body.put("ballot", number);
            }
            if (place.delegator != null) {
                body.put("inPlaceOf", DelegateVerb.account(place.delegator, place.issuer));
            }
            var path = HOLDS + "/" + Api.segment(hold);
            if (count != null) {
                body.put("alike", alike(caller.api().get(path), count));
            }
            JsonNode answer = caller.api().post(path + "/votes", body);
            if (caller.options().json()) {
                caller.options().print(answer);
            } else {
                tell(hold, answer);
                answer.path("followed")
                        .forEach(other -> tell(other.path("hold").asText(""), other));
            }
            return 0;
        }

        private void tell(String which, JsonNode voted) {
            var line = "hold " + which + " is " + voted.path("state").asText("");
            var why = voted.path("reason").asText("");
            caller.options()
                    .out()
                    .println(VisibleText.of(why.isEmpty() ? line : line + ": " + why));
        }

        private static List<String> alike(JsonNode hold, int seen) {
            var others = Texts.of(hold.path("alike"));
            if (others.size() + 1 != seen) {
                throw new CliFailure(
                        "%d ask for the very same now, not %d: look again, and vote with --count %1$d"
                                .formatted(others.size() + 1, seen));
            }
            return others;
        }
    }
}
