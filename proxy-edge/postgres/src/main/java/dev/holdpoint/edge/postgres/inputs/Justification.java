package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.sql.SessionSetting;
import org.jspecify.annotations.Nullable;

/**
 * Why the client does what it does, as it last said by {@code SET holdpoint.justification}. Other
 * than the target's settings it is not undone by ROLLBACK.
 */
public final class Justification {
    private @Nullable String session;
    private @Nullable String transaction;

    /** The one that counts now, or null. */
    public @Nullable String current() {
        var local = transaction;
        return local == null ? session : local.isEmpty() ? null : local;
    }

    /** The one that counts for statements of which some come after the end of the transaction. */
    @Nullable String beyondTransaction() {
        var local = transaction;
        return local != null && local.isEmpty() ? null : session;
    }

    /** Whether one is set for the open transaction only. */
    public boolean isLocal() {
        return transaction != null;
    }

    /** Takes over a setting that {@link OwnSetting} found nothing wrong with. */
    public void apply(SessionSetting setting, boolean inTransaction) {
        switch (setting) {
            case SessionSetting.Change(_, var value, boolean local) ->
                    set(value, local, inTransaction);
            case SessionSetting.Reset(_, boolean local) -> set("", local, inTransaction);
            case SessionSetting.Show _, SessionSetting.Unusable _ -> {}
        }
    }

    private void set(String value, boolean local, boolean inTransaction) {
        if (!local) {
            session = value.isEmpty() ? null : value;
            transaction = null;
        } else if (inTransaction) {
            transaction = value;
        }
    }

    /** No transaction is open: what was set for one counts no more. */
    void transactionEnded() {
        transaction = null;
    }
}
