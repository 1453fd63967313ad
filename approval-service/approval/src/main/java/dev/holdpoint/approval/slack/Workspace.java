package dev.holdpoint.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.policy.contract.secret.LocalSecrets;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one Slack workspace and app that count, checked.
 *
 * @param signingSecret a reference
 * @param botToken a reference
 * @param channels by group
 * @param channel for other groups
 */
record Workspace(
        String team,
        String app,
        String signingSecret,
        String botToken,
        Map<String, String> channels,
        Optional<String> channel,
        Duration loggedInWithin,
        URI api,
        Duration timeout) {
    static final String SERVICE = "slack";
    static final int MOST_CHANNELS = 20;
    static final int SHORTEST_SECRET = 16;

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(50);
    private static final Pattern TEAM = Pattern.compile("T[A-Z0-9]{2,30}");
    private static final Pattern APP = Pattern.compile("A[A-Z0-9]{2,30}");
    private static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]{2,30}");

    Workspace {
        channels = Map.copyOf(channels);
    }

    /**
     * Reads settings; opens each secret once to see that it is there. Blocks.
     *
     * @throws UnusableSlack if something in them is not right
     */
    static Workspace of(SlackSettings settings) {
        var workspace =
                new Workspace(
                        named("team", TEAM, settings.team(), "T0123ABC"),
                        named("app", APP, settings.app(), "A0123ABC"),
                        reference("signing-secret", settings.signingSecret()),
                        reference("bot-token", settings.botToken()),
                        settings.channels(),
                        settings.channel(),
                        settings.loggedInWithin(),
                        api(settings.api()),
                        settings.timeout());
        workspace.requireChannels();
        require(
                !workspace.loggedInWithin.isNegative() && !workspace.loggedInWithin.isZero(),
                "logged-in-within is not a time: write 12h");
        require(
                workspace.timeout.compareTo(SHORTEST_TIMEOUT) >= 0
                        && workspace.timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout is %s: at most %s".formatted(workspace.timeout, LONGEST_TIMEOUT));
        workspace.requireSecrets();
        return workspace;
    }

    private void requireSecrets() {
        try {
            signingKey();
            token();
        } catch (SecretMissing e) {
            throw new UnusableSlack(String.valueOf(e.getMessage()));
        }
    }

    private void requireChannels() {
        var all = allChannels();
        require(!all.isEmpty(), "it has no channel: write channels.dba=C0123ABC");
        require(all.size() <= MOST_CHANNELS, "there are more than " + MOST_CHANNELS + " channels");
        all.forEach(one -> named("a channel", CHANNEL, Optional.of(one), "C0123ABC"));
    }

    private static String named(String key, Pattern form, Optional<String> value, String example) {
        var text = value.orElse("");
        require(
                form.matcher(text).matches(),
                "%s is missing or no id: it is one like %s, never a name".formatted(key, example));
        return text;
    }

    private static String reference(String key, Optional<String> reference) {
        var text = reference.orElse("");
        require(!text.isBlank(), "it has no %s: write file:/run/secrets/slack".formatted(key));
        return text;
    }

    private static URI api(String text) {
        try {
            var url = URI.create(text.endsWith("/") ? text : text + "/");
            boolean loopback = "http".equals(url.getScheme()) && isLoopback(url.getHost());
            require(
                    url.getHost() != null
                            && url.getRawUserInfo() == null
                            && ("https".equals(url.getScheme()) || loopback),
                    "api is no https url: leave it out");
            return url;
        } catch (IllegalArgumentException _) {
            throw new UnusableSlack("api is no https url: leave it out");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new UnusableSlack(otherwise);
        }
    }

    /** What Slack signs with, read anew. Blocks. */
    byte[] signingKey() {
        var secret = LocalSecrets.open(signingSecret);
        if (secret.length() < SHORTEST_SECRET) {
            throw new SecretMissing(
                    "the signing secret is empty or too short: copy it from the app's page");
        }
        return secret.getBytes(UTF_8);
    }

    /** The bot's token, read anew. Blocks. */
    String token() {
        var token = LocalSecrets.open(botToken);
        if (!token.startsWith("xoxb-")) {
            throw new SecretMissing("the bot token is empty or none: it begins with xoxb-");
        }
        return token;
    }

    Set<String> allChannels() {
        return Stream.concat(channels.values().stream(), channel.stream())
                .collect(Collectors.toSet());
    }

    /** Where these groups are asked. */
    Set<String> channelsOf(Collection<String> groups) {
        return groups.stream()
                .flatMap(
                        group ->
                                Optional.ofNullable(channels.get(group)).or(() -> channel).stream())
                .collect(Collectors.toSet());
    }
}
