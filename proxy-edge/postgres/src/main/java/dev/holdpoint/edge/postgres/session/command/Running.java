package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.mask.CopyAnswer;
import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.mask.RowMasker;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.MaskUse;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement at the target: masks its rows as they pass and counts them. */
public final class Running {
    private final @Nullable Command command;
    private final Set<Prepared> meanings;
    private final @Nullable MaskPlan plan;
    private final @Nullable Portal portal;
    private final @Nullable ResultTape tape;
    private final @Nullable Judged judged;
    private final boolean replicates;
    private boolean lookedAt;
    private Clearance.@Nullable Cleared cleared;
    private @Nullable RowLimit limit;
    private @Nullable RowMasker masker;
    private @Nullable CopyAnswer copy;
    private @Nullable CopyTally copied;
    private @Nullable Report error;
    private long rows;
    private long streamed;
    private boolean copyIn;
    private boolean copiesBoth;
    private boolean fetched;
    private boolean untold;

    /**
     * @param command null if there is nothing to record, because the text holds no statement
     * @param plan null if nothing is masked
     * @param portal null in the simple protocol
     * @param tape null if its results are not recorded
     * @param judged null if it is treated as if everything may have changed
     */
    Running(
            @Nullable Command command,
            Set<Prepared> meanings,
            @Nullable MaskPlan plan,
            @Nullable Portal portal,
            @Nullable ResultTape tape,
            @Nullable Judged judged) {
        this.command = command;
        this.meanings = meanings;
        this.plan = plan;
        this.portal = portal;
        this.tape = tape;
        this.judged = judged;
        this.replicates = command != null && command.facts().effects().contains(Effect.REPLICATION);
    }

    /** Whether it is one of the replication protocol: it may stream both ways. */
    public boolean replicates() {
        return replicates;
    }

    /** The same, cleared by this, of which no more rows are shown than that. */
    Running within(Clearance.Cleared by, @Nullable RowLimit most) {
        cleared = by;
        limit = most;
        return this;
    }

    /** What cleared it; null if there was nothing to decide. */
    Clearance.@Nullable Cleared cleared() {
        return cleared;
    }

    /** A text that holds no statement: there is nothing to decide, mask or record. */
    public static Running nothing(Portal portal) {
        return new Running(null, portal.meanings(), null, portal, null, null);
    }

    /** Whether its rows must be described, if only to the edge. */
    public boolean needsDescription() {
        return plan != null || tape != null;
    }

    /** Whether its rows begin with this frame, and it may mean something else than when judged. */
    public boolean isDoubtful(PgFrame frame) {
        if (lookedAt || judged == null || "TDH".indexOf(frame.kind()) < 0) {
            return false;
        }
        lookedAt = true;
        return !judged.isCertain();
    }

    /** Whether it means still what it meant when it was judged. */
    public Future<Boolean> stands() {
        return judged == null ? Future.succeededFuture(true) : judged.stands();
    }

    /** The client is shown this of it. */
    public void shown(PgFrame frame) {
        if (tape != null) {
            tape.shown(frame, portal == null ? null : portal.description());
        }
    }

    /** Whether the row or COPY data that came may be shown; else nothing more of it is. */
    public boolean admits(PgFrame frame) {
        return limit == null
                || (frame.kind() == 'd' ? limit.admitsCopyData(frame) : limit.admits());
    }

    /** Whether it has more rows than may be shown: nothing more of it is. */
    public boolean isOver() {
        return limit != null && limit.isOver();
    }

    /** How many rows the target may be asked for at once; empty for as many as it has. */
    public OptionalLong asked() {
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit.asked());
    }

    /** What the client is told instead of the target's own error; null if it is told that one. */
    public @Nullable Report objection() {
        if (isOver()) {
            return told();
        }
        return copied == null ? null : copied.objection();
    }

    /** What the client is told of one that is over. */
    public Report told() {
        var over = Objects.requireNonNull(limit);
        return isDone() ? over.completedBefore() : over.report();
    }

    /** One that is over has ended well at the target, and the client has not been told of it. */
    public void endedUntold(boolean lasting) {
        untold = true;
        if (!lasting) {
            failed(Objects.requireNonNull(limit).report());
        }
        shown(told().error());
    }

    /** Whether it does anything at the target that lasts once no transaction is open. */
    public boolean changesTarget() {
        return command != null && Lasting.changesTarget(command.facts());
    }

    /** Whether the client must still be told that it is over. */
    public boolean isUntold() {
        return untold;
    }

    /** Whether one that is over has done what it does, and lastingly. */
    public boolean isDone() {
        return untold && error == null;
    }

    @Nullable ResultTape tape() {
        return tape;
    }

    @Nullable Command command() {
        return command;
    }

    /** Its id; only of a command that is on record. */
    public CommandId id() {
        return Objects.requireNonNull(command).id();
    }

    /** What it stands for: names it makes are known once it ran. */
    public Set<Prepared> meanings() {
        return meanings;
    }

    /** The portal it runs in; null for a simple query. */
    public @Nullable Portal portal() {
        return portal;
    }

    /** How its rows are masked; null if they are not. */
    public @Nullable MaskPlan plan() {
        return plan;
    }

    /** Whether texts of errors and notices must not pass. */
    public boolean hidesTexts() {
        return plan != null && plan.touches();
    }

    /** The rows that follow have the columns of this RowDescription. */
    public void describe(PgFrame description) {
        if (plan != null) {
            describe(plan, description);
        }
    }

    private RowMasker describe(MaskPlan masks, PgFrame description) {
        var described = masks.rows(description);
        masker = described;
        return described;
    }

    /** A row as the client may see it. */
    public PgFrame row(PgFrame row) {
        streamed++;
        if (plan == null) {
            return row;
        }
        var known = masker;
        return (known == null ? describedByPortal(plan) : known).mask(row);
    }

    private RowMasker describedByPortal(MaskPlan masks) {
        var description = portal == null ? null : portal.description();
        if (description == null) {
            throw new MalformedFrame("the target sent a row without describing it");
        }
        return describe(masks, description);
    }

    /** Data of a COPY follows. */
    public void copyOut(PgFrame announcement) {
        var body = announcement.body();
        boolean binary = body.readByte() != 0;
        copy = plan == null ? null : plan.copy(body.readShort(), binary).orElse(null);
    }

    /** Data of a COPY as the client may see it, if any is ready. */
    public @Nullable PgFrame copyData(PgFrame data) {
        streamed += replicates ? 1 : 0;
        return copy == null ? data : copy.data(data);
    }

    /** What is left of a COPY's data at its end, if anything. */
    public @Nullable PgFrame copyOutEnded() {
        var ended = copy;
        copy = null;
        return ended == null ? null : ended.end();
    }

    /** One of several statements is through. */
    public void statementEnded() {
        masker = null;
        lookedAt = false;
        if (plan != null) {
            plan.statementEnded();
        }
        if (tape != null) {
            tape.statementEnded();
        }
    }

    /** One of its statements is complete, with so many rows by its tag. */
    public void completed(long more) {
        rows += replicates ? streamed : more;
        streamed = 0;
        fetched = true;
    }

    /** Rows may follow if the portal is executed again; returns how many came since it was. */
    long suspended() {
        long part = streamed;
        completed(part);
        fetched = false;
        masker = null;
        return part;
    }

    /** The target answered with an error; no COPY data is wanted any more. */
    public void failed(Report report) {
        error = report;
        copyIn = false;
    }

    /** What the target objected to; null if it has not. */
    public @Nullable Report error() {
        return error;
    }

    long rows() {
        long all = replicates ? rows + streamed : rows;
        return limit != null && limit.isOver() ? limit.shown() : all;
    }

    /** Whether no rows were left to fetch when the target answered last. */
    boolean isFetched() {
        return fetched;
    }

    List<MaskUse> masks() {
        return plan == null ? List.of() : plan.uses();
    }

    /** Whether the target waits for COPY data (after CopyInResponse). */
    public boolean wantsCopyData() {
        return copyIn;
    }

    /**
     * The target waits for COPY data or, while it streams, to be told how far the client is, for as
     * long as that takes.
     */
    public void copyIn(PgFrame announcement) {
        copyIn = true;
        copiesBoth = announcement.kind() == 'W';
    }

    /** Counts COPY data; gives what there is to say if that makes more than it may be. */
    public @Nullable Report take(PgFrame copyData, long most) {
        if (copiesBoth) {
            return null;
        }
        if (copied == null) {
            copied = new CopyTally(command == null ? "no command" : "command " + command.id());
        }
        return copied.take(copyData, most);
    }

    /** Sets whether the target waits for COPY data. */
    public void copyDataWanted(boolean wanted) {
        copyIn = wanted;
    }
}
