package dev.holdpoint.cli.policy;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Moments;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code policy who}: who could do what, now or at a moment of the past. */
@Command(
        name = "who",
        mixinStandardHelpOptions = true,
        description = {
            "Says who can, or could at a moment of the past, do what on which target, through which",
            "grant and by which rules. A rule with a bracket decides only if what it names fits.",
            "A grant is void for who issued it: give --on-behalf-of of an agent, too.",
            "A time is 2026-11-21T12:00:00Z, 2026-11-21 (midnight UTC), or 90m, 12h, 14d ago."
        })
final class WhoVerb implements Callable<Integer> {
    private static final String ACCESS = "/api/v1/access?limit=500";

    @Mixin Caller caller = new Caller();

    @Option(names = "--at", paramLabel = "TIME", description = "as of then (default: now)")
    @Nullable String at;

    @Option(names = "--target", description = "only on it")
    @Nullable String target;

    @Option(
            names = "--for",
            paramLabel = "SUBJECT",
            description = "only for it; give each of its groups, too, and its kind")
    @Nullable String subject;

    @Option(names = "--group", description = "only for its members, or of --for; repeatable")
    List<String> groups = List.of();

    @Option(names = "--issuer", paramLabel = "URL", description = "of --for (default: yours)")
    @Nullable String issuer;

    @Option(names = "--on-behalf-of", paramLabel = "SUBJECT", description = "of --for")
    @Nullable String human;

    @Option(names = "--kind", description = "of --for: human, agent or service")
    @Nullable String kind;

    @Override
    public Integer call() {
        var answer = caller.api().all(query());
        if (caller.options().json()) {
            caller.options().print(answer);
        } else {
            AccessText.print(caller.options().out(), answer);
        }
        return 0;
    }

    private String query() {
        var query = new StringBuilder(ACCESS);
        if (at != null) {
            var moment = Moments.of(caller.options(), at, Instant.now());
            query.append(Api.parameter("at", moment.toString()));
        }
        query.append(Api.parameter("target", target));
        query.append(Api.parameter("principal", subject));
        query.append(Api.parameter("issuer", issuer));
        query.append(Api.parameter("onBehalfOf", human));
        query.append(Api.parameter("kind", kind));
        groups.forEach(group -> query.append(Api.parameter("group", group)));
        return query.toString();
    }
}
