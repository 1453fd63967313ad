package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.postgres.inputs.Justification;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import dev.holdpoint.sql.SessionSetting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the edge answers to a statement about a setting of its own, as a target would. */
public final class OwnAnswer {
    private static final int ANY_LENGTH = 0xFFFF;

    /** What a target says of any statement in a transaction that has failed. */
    public static final Report ABORTED =
            Report.of(
                    "ERROR",
                    "25P02",
                    "current transaction is aborted, commands ignored until end of transaction"
                            + " block");

    private OwnAnswer() {}

    /** Does what the statement says, and gives what answers an Execute of it. */
    public static List<PgFrame> execute(
            SessionSetting setting, Justification justification, boolean inTransaction) {
        justification.apply(setting, inTransaction);
        return switch (setting) {
            case SessionSetting.Change(_, _, boolean local) when local && !inTransaction ->
                    List.of(withoutTransaction(), complete("SET"));
            case SessionSetting.Change _ -> List.of(complete("SET"));
            case SessionSetting.Reset(_, boolean local) ->
                    List.of(complete(local ? "SET" : "RESET"));
            case SessionSetting.Show _ -> List.of(row(justification.current()), complete("SHOW"));
            case SessionSetting.Unusable _ -> throw new IllegalArgumentException("refused before");
        };
    }

    /** As above for the simple protocol, which describes rows unasked. */
    public static List<PgFrame> query(
            SessionSetting setting, Justification justification, boolean inTransaction) {
        var frames = new ArrayList<PgFrame>();
        if (setting instanceof SessionSetting.Show) {
            frames.add(description(setting));
        }
        frames.addAll(execute(setting, justification, inTransaction));
        return frames;
    }

    /** RowDescription or NoData. */
    public static PgFrame description(SessionSetting setting) {
        return setting instanceof SessionSetting.Show(var name)
                ? PgWriter.frame('T')
                        .putShort(1)
                        .putString("holdpoint." + name)
                        .putInt(0)
                        .putShort(0)
                        .putInt(TypeOid.TEXT)
                        .putShort(ANY_LENGTH)
                        .putInt(-1)
                        .putShort(0)
                        .done()
                : PgWriter.frame('n').done();
    }

    /** How many rows it returns. */
    public static long rows(SessionSetting setting) {
        return setting instanceof SessionSetting.Show ? 1 : 0;
    }

    private static PgFrame row(@Nullable String value) {
        var text = (value == null ? "" : value).getBytes(StandardCharsets.UTF_8);
        return PgWriter.frame('D').putShort(1).putInt(text.length).putBytes(text).done();
    }

    private static PgFrame complete(String tag) {
        return PgWriter.frame('C').putString(tag).done();
    }

    private static PgFrame withoutTransaction() {
        return Report.of("WARNING", "25P01", "SET LOCAL can only be used in transaction blocks")
                .notice();
    }
}
