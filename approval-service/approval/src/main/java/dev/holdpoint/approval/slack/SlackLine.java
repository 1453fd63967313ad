package dev.holdpoint.approval.slack;

import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * The way to Slack.
 *
 * @param open empty if it is not used
 */
public record SlackLine(Setup setup, Optional<Open> open) implements AutoCloseable {
    /** Where it leads, and how. */
    record Open(Workspace workspace, SlackApi api) {}

    static SlackLine of(Vertx vertx, Setup setup) {
        return new SlackLine(
                setup,
                setup.used().map(workspace -> new Open(workspace, new SlackApi(vertx, workspace))));
    }

    /** Why it is not used; empty if it is. */
    public Optional<String> problem() {
        return switch (setup) {
            case Setup.On _ -> Optional.empty();
            case Setup.Off _ -> Optional.of("Slack is not set up here.");
            case Setup.Refused _ ->
                    Optional.of("Slack is set up wrongly here: the service's log says how.");
        };
    }

    @Override
    public void close() {
        open.ifPresent(line -> line.api().close());
    }
}
