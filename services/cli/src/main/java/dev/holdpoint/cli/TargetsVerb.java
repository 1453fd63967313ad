package dev.holdpoint.cli;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint targets …}: what stands behind the edge. */
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        description = "Lists, registers and removes targets.",
        subcommands = {
            TargetsVerb.ListTargets.class,
            TargetsVerb.Register.class,
            TargetsVerb.Remove.class
        })
final class TargetsVerb {
    private static final String TARGETS = "/api/v1/targets";

    private TargetsVerb() {}

    /** {@code targets list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists targets.")
    static final class ListTargets implements Callable<Integer> {
        @Mixin Caller caller = new Caller();

        @Override
        public Integer call() {
            var answer = caller.api().all(TARGETS + "?limit=500");
            if (caller.options().json()) {
                caller.options().print(answer);
                return 0;
            }
            var table =
                    new Table(
                            "TARGET",
                            "ORIGIN",
                            "PROTOCOL",
                            "ADDRESS",
                            "DATABASE",
                            "TLS",
                            "LABELS",
                            "VERSION");
            for (var target : answer.path("items")) {
                table.row(
                        target.path("name").asText(),
                        target.path("origin").asText(),
                        target.path("protocol").asText(),
                        target.path("host").asText() + ":" + target.path("port").asText(),
                        target.path("database").asText(),
                        target.path("tls").asText(),
                        Texts.labels(target.path("labels")),
                        target.path("version").asText());
            }
            table.print(caller.options().out());
            return 0;
        }
    }

    /** {@code targets register}. */
    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = "Registers a target, or changes the version that --if-version names.")
    static final class Register implements Callable<Integer> {
        @Mixin Which which = new Which();

        @Option(names = "--protocol", defaultValue = "postgres", description = "postgres")
        String protocol = "";

        @Option(names = "--host", required = true, description = "where it is")
        String host = "";

        @Option(names = "--port", defaultValue = "5432", description = "(default: 5432)")
        int port;

        @Option(names = "--database", required = true, description = "its database")
        String database = "";

        @Option(names = "--username", required = true, description = "the account at the target")
        String username = "";

        @Option(
                names = "--secret",
                required = true,
                paramLabel = "REFERENCE",
                description =
                        "where the edge finds the password: file:…, env:…, vault:…; never itself")
        String secret = "";

        @Option(
                names = "--tls",
                defaultValue = "verify-full",
                description = "disable, require or verify-full (default)")
        String tls = "";

        @Option(
                names = "--label",
                paramLabel = "KEY=VALUE",
                description = "a label that policies and grants select by; may be repeated")
        Map<String, String> labels = Map.of();

        @Override
        public Integer call() {
            var body = new TreeMap<String, Object>();
            body.put("protocol", protocol);
            body.put("host", host);
            body.put("port", port);
            body.put("database", database);
            body.put("username", username);
            body.put("secret", secret);
            body.put("tls", tls);
            body.put("labels", labels);
            var answer = which.caller.api().change("PUT", which.path(), body, which.version);
            if (which.caller.options().json()) {
                which.caller.options().print(answer);
            } else {
                which.tell("is registered, version " + answer.path("version").asText());
            }
            return 0;
        }
    }

    /** {@code targets remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a target and ends the sessions that are open there.")
    static final class Remove implements Callable<Integer> {
        @Mixin Which which = new Which();

        @Override
        public Integer call() {
            which.caller.api().change("DELETE", which.path(), Map.of(), which.version);
            if (which.caller.options().json()) {
                which.caller
                        .options()
                        .print(
                                Http.JSON
                                        .createObjectNode()
                                        .put("name", which.target)
                                        .put("removed", true));
            } else {
                which.tell("is removed");
            }
            return 0;
        }
    }

    /** Which target, of which version. */
    static final class Which {
        @Mixin Caller caller = new Caller();

        @Parameters(paramLabel = "TARGET")
        String target = "";

        @Option(
                names = "--if-version",
                description = "only if it is still this version, as list shows it")
        @Nullable Long version;

        String path() {
            return TARGETS + "/" + Api.segment(target);
        }

        void tell(String what) {
            caller.options().out().println(VisibleText.of("target " + target + " " + what));
        }
    }
}
