package dev.holdpoint.approval.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Slack as an operator writes it; nothing is sent there unless a team is named. */
@ConfigMapping(prefix = "holdpoint.approval.slack")
public interface SlackSettings {
    /** The workspace's id; requests of any other are refused. */
    Optional<String> team();

    /** The app's id; requests of any other are refused. */
    Optional<String> app();

    /** Reference to what Slack signs requests with. */
    Optional<String> signingSecret();

    /** Reference to the token of the app's bot. */
    Optional<String> botToken();

    /** Channels by group: where holds are shown that its members are asked about. */
    Map<String, String> channels();

    /** For groups that have no channel of their own; those are not asked in Slack without it. */
    Optional<String> channel();

    /** How long ago who votes may last have shown by a token which groups they are in. */
    @WithDefault("12h")
    Duration loggedInWithin();

    /** Slack's Web API. */
    @WithDefault("https://slack.com/api/")
    String api();

    /** How long one call of it may take. */
    @WithDefault("10s")
    Duration timeout();
}
