package dev.holdpoint.cli.session;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.text.Principals;
import dev.holdpoint.cli.text.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint sessions …}: who was connected, and what they did. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        description = "Lists sessions, shows and replays their commands.",
        subcommands = {SessionsVerb.ListSessions.class, SessionsVerb.Show.class, ReplayVerb.class})
public final class SessionsVerb {
    private static final String SESSIONS = "/api/v1/sessions";

    private SessionsVerb() {}

    /** {@code sessions list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists sessions.")
    static final class ListSessions implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Option(names = "--limit", defaultValue = "50", description = "how many (default: 50)")
        int limit;

        @Override
        public Integer call() {
            var answer = caller.api().get(SESSIONS + "?limit=" + limit);
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table = new Table("SESSION", "STATE", "PRINCIPAL", "TARGET", "OPENED", "END");
            for (var session : answer.path("items")) {
                table.row(
                        session.path("session").asText(),
                        session.path("state").asText(""),
                        Principals.name(session.path("principal")),
                        session.path("target").asText(""),
                        session.path("openedAt").asText(),
                        session.path("end").asText(""));
            }
            table.print(caller.options().out());
            return 0;
        }
    }

    /** {@code sessions show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the commands of a session.")
    static final class Show implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "SESSION")
        String session = "";

        @Override
        public Integer call() {
            var path = SESSIONS + "/" + Api.segment(session);
            var api = caller.api();
            var commands = api.get(path + "/commands?limit=200");
            if (caller.options().json()) {
                caller.options().print(commands);
                return 0;
            }
            Transcript.print(caller.options().out(), api.get(path), commands.path("items"));
            return 0;
        }
    }
}
