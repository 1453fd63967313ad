package dev.holdpoint.approval.slack;

import static java.lang.System.Logger.Level.ERROR;

import java.util.Optional;

/** Whether Slack is used. */
public sealed interface Setup {
    /** No operator asked for it. */
    record Off() implements Setup {}

    /** Something in the settings is not right: nothing is sent there and nothing taken. */
    record Refused(String why) implements Setup {}

    /** It is. */
    record On(Workspace workspace) implements Setup {}

    /** Reads settings and says what is not right. Blocks. */
    static Setup of(SlackSettings settings) {
        if (!isWanted(settings)) {
            return new Off();
        }
        try {
            return new On(Workspace.of(settings));
        } catch (UnusableSlack e) {
            System.getLogger(Setup.class.getName())
                    .log(
                            ERROR,
                            "Slack refused, nothing is sent there and nothing taken:"
                                    + " holdpoint.approval.slack: {0}",
                            e.reason());
            return new Refused(e.reason());
        }
    }

    private static boolean isWanted(SlackSettings settings) {
        return settings.team().isPresent()
                || settings.app().isPresent()
                || settings.signingSecret().isPresent()
                || settings.botToken().isPresent()
                || settings.channel().isPresent()
                || !settings.channels().isEmpty();
    }

    /** The workspace, if it is used. */
    default Optional<Workspace> used() {
        return this instanceof On(var workspace) ? Optional.of(workspace) : Optional.empty();
    }
}
