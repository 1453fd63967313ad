package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.CommandEnds;
import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.Outcome;
import org.jspecify.annotations.Nullable;

/** Files how statements ended, and keeps what their portals and names became. */
final class Endings {
    private final CommandDesk desk;
    private final SessionNames names;

    Endings(CommandDesk desk, SessionNames names) {
        this.desk = desk;
        this.names = names;
    }

    /** The target told how it went. */
    void ended(Running running) {
        var error = running.error();
        names.ran(running.meanings(), error != null);
        desk.ends().ended(running, error == null ? Outcome.OK : CommandEnds.outcome(error));
    }

    /** An Execute failed. */
    void failed(Running running, Report report) {
        notExecuting(running);
        suspendNoMore(running);
        running.failed(report);
        ended(running);
    }

    /**
     * A command whose remaining rows nobody will fetch has ended well; of one that was bound and
     * never executed, nobody knows what planning it did. One that fetches more is still answered.
     */
    void settle(@Nullable Portal portal) {
        if (portal != null && portal.isExecuting()) {
            return;
        }
        var left = portal == null ? null : portal.suspended();
        if (portal != null && left != null) {
            portal.suspend(null);
            desk.ends().ended(left, Outcome.OK);
        }
        notExecuted(portal, Outcome.UNKNOWN);
    }

    /** A Bind failed, which its command was decided for if nobody knows what it does. */
    void notBound(Portal portal, Report report) {
        var cleared = portal.cleared();
        if (cleared != null) {
            cleared.failed(report);
        }
        notExecuted(portal, Outcome.ERROR);
    }

    private void notExecuted(@Nullable Portal portal, Outcome outcome) {
        var cleared = portal == null ? null : portal.cleared();
        if (portal != null && cleared != null) {
            portal.clear(null);
            desk.ends().ended(cleared, outcome);
        }
    }

    /** The target skipped it after an error. */
    void skipped(Awaited answer) {
        switch (answer) {
            case Awaited.Execute(var running) -> skipped(running);
            case Awaited.Describe(_, var portal, _) -> notDescribed(portal);
            case Awaited.Bind(_, var portal) -> notExecuted(portal, Outcome.NOT_SENT);
            case Awaited.Parse _,
                    Awaited.Rebind _,
                    Awaited.Close _,
                    Awaited.Query _,
                    Awaited.Call _,
                    Awaited.Sync _,
                    Awaited.LetGo _,
                    Awaited.Abort _ -> {}
        }
    }

    static void notDescribed(@Nullable Portal portal) {
        if (portal != null && portal.description() == null) {
            portal.describing(false);
        }
    }

    /** A command that goes on with a suspended one has run; any other has not. */
    private void skipped(Running running) {
        notExecuting(running);
        var portal = running.portal();
        if (portal == null || portal.suspended() == null) {
            desk.ends().ended(running, Outcome.NOT_SENT);
        }
    }

    private static void notExecuting(Running running) {
        var portal = running.portal();
        if (portal != null) {
            portal.executing(false);
        }
    }

    private static void suspendNoMore(Running running) {
        var portal = running.portal();
        if (portal != null) {
            portal.suspend(null);
        }
    }

    /** Nobody knows whether it ran. */
    void unknown(Running running) {
        suspendNoMore(running);
        desk.ends().ended(running, Outcome.UNKNOWN);
    }
}
