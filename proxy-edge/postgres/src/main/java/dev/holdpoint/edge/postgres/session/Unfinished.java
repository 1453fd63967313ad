package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.events.CommandId;
import io.vertx.core.Future;

/** A forwarded command whose outcome nobody saw. */
final class Unfinished extends RuntimeException {
    private final CommandId command;

    private Unfinished(CommandId command, Throwable cause) {
        super("outcome of " + command + " is unknown", cause);
        this.command = command;
    }

    CommandId command() {
        return command;
    }

    /** Keeps {@code failure}, and says which command it left unfinished if the target was lost. */
    static <T> Future<T> of(CommandId command, Throwable failure) {
        return Future.failedFuture(
                failure instanceof TargetLost ? new Unfinished(command, failure) : failure);
    }
}
