package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.wire.Report;
import org.jspecify.annotations.Nullable;

/** One answer the target owes, and what it will mean (section 55.2.3). */
public sealed interface Awaited {
    /** A statement that was sent to run. */
    sealed interface Command extends Awaited {
        /** The statement this answers. */
        Running running();
    }

    /** ParseComplete: the name means this and nothing else. */
    record Parse(String name, Prepared meaning) implements Awaited {}

    /** BindComplete: the portal of this name is this one. */
    record Bind(String name, Portal portal) implements Awaited {}

    /** BindComplete of a portal the edge binds again; nobody but the edge sees it. */
    record Rebind(String name, Portal portal) implements Awaited {}

    /** CloseComplete. */
    record Close(char what, String name) implements Awaited {}

    /**
     * RowDescription or NoData, after ParameterDescription for a statement.
     *
     * @param portal what it describes, null for a statement or where that is not certain
     * @param isRelayed whether the client asked for it
     */
    record Describe(char what, @Nullable Portal portal, boolean isRelayed) implements Awaited {}

    /** CommandComplete, EmptyQueryResponse or PortalSuspended. */
    record Execute(Running running) implements Command {}

    /** Everything up to ReadyForQuery. */
    record Query(Running running) implements Command {}

    /** The answer to a FunctionCall, up to ReadyForQuery. */
    record Call(Running running) implements Command {}

    /** ReadyForQuery after Sync. */
    record Sync() implements Awaited {}

    /** ReadyForQuery after a Sync of the edge's own, which ends what nothing was executed in. */
    record LetGo() implements Awaited {}

    /**
     * The error the edge provoked to abort a transaction; nobody but the edge sees it.
     *
     * @param report what the client is told instead
     */
    record Abort(boolean untilReady, Report report) implements Awaited {}

    /** Whether a message of this type ends the answer well. */
    default boolean endsWith(char kind) {
        return switch (this) {
            case Parse _ -> kind == '1';
            case Bind _, Rebind _ -> kind == '2';
            case Close _ -> kind == '3';
            case Describe _ -> kind == 'T' || kind == 'n';
            case Execute _ -> kind == 'C' || kind == 'I' || kind == 's';
            case Query _, Call _, Sync _, LetGo _ -> kind == 'Z';
            case Abort(boolean untilReady, _) -> untilReady && kind == 'Z';
        };
    }

    /** Whether a message of this type may come before the end. */
    default boolean mayBring(char kind) {
        return switch (this) {
            case Parse _, Bind _, Rebind _, Close _, Sync _, LetGo _ -> false;
            case Abort(boolean untilReady, _) -> untilReady && kind == 'C';
            case Describe(char what, _, _) -> what == 'S' && kind == 't';
            case Call _ -> kind == 'V';
            case Execute _ -> "DGHdc".indexOf(kind) >= 0;
            case Query(var running) ->
                    "TDCIGHdc".indexOf(kind) >= 0 || kind == 'W' && running.replicates();
        };
    }
}
