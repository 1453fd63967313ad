package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.session.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The start-up parameters of a client: only those that cannot change what a statement means pass to
 * the target, whether named by themselves or in {@code options}.
 *
 * @param user as the client claims
 * @param database the target's name
 * @param forwarded what is passed on
 * @param protocolOptions {@code _pq_.} options, none of which is known
 * @param replication what it wants to have streamed
 */
public record StartupParameters(
        String user,
        String database,
        Map<String, String> forwarded,
        List<String> protocolOptions,
        Replication replication) {
    private static final Set<String> FORWARDED =
            Set.of(
                    "application_name",
                    "client_encoding",
                    "datestyle",
                    "timezone",
                    "intervalstyle",
                    "extra_float_digits",
                    "statement_timeout",
                    "lock_timeout",
                    "transaction_timeout",
                    "idle_in_transaction_session_timeout");

    private static final Set<String> NAMED_ANYWAY =
            Set.of("user", "database", "options", ReplicationParameter.NAME);

    public StartupParameters {
        forwarded = Map.copyOf(forwarded);
        protocolOptions = List.copyOf(protocolOptions);
    }

    /**
     * @throws MalformedFrame naming the first parameter that is not allowed
     */
    public static StartupParameters of(Map<String, String> parameters) {
        var forwarded = new TreeMap<String, String>();
        var replication = ReplicationParameter.read(parameters);
        var settings = StartupOptions.read(parameters.getOrDefault("options", ""));
        var target =
                replication == Replication.PHYSICAL
                        ? settings.remove(ReplicationParameter.TARGET)
                        : null;
        settings.forEach((name, value) -> forward(name, value, forwarded));
        var options = new ArrayList<String>();
        new TreeMap<>(parameters)
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("_pq_.")) {
                                options.add(name);
                            } else if (!NAMED_ANYWAY.contains(name)) {
                                forward(name, value, forwarded);
                            }
                        });
        forwarded.putIfAbsent("client_encoding", "UTF8");
        ReplicationParameter.forward(replication, forwarded);
        var user = parameters.getOrDefault("user", "");
        if (user.isEmpty()) {
            throw new MalformedFrame("start-up parameter user is missing");
        }
        var named = target == null ? parameters.getOrDefault("database", "") : target;
        var database = named.isEmpty() ? user : named;
        if (database.isBlank()) {
            throw new MalformedFrame("start-up parameter database names no target");
        }
        return new StartupParameters(user, database, forwarded, options, replication);
    }

    private static void forward(String name, String value, Map<String, String> forwarded) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (!FORWARDED.contains(lower)) {
            throw notAllowed(name);
        }
        forwarded.put(lower, checked(lower, value));
    }

    private static MalformedFrame notAllowed(String name) {
        return new MalformedFrame(
                "start-up parameter %s is not allowed through Holdpoint; allowed are %s"
                        .formatted(name, String.join(", ", FORWARDED.stream().sorted().toList())));
    }

    private static String checked(String name, String value) {
        if (!ParameterGuard.isSafe(name, value)) {
            throw new MalformedFrame(
                    "client_encoding must be UTF8 or SQL_ASCII through Holdpoint, not " + value);
        }
        return value;
    }
}
