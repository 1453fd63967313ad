package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may pass of texts a target writes itself: errors, notices, notifications, parameters. While
 * a command or transaction reaches masked values nothing but severity and SQLSTATE does; what is
 * detected is masked at all other times.
 */
public final class TextGuard {
    private static final ValueDetectors NONE = new ValueDetectors(List.of());

    private ValueDetectors detectors = NONE;
    private @Nullable MaskedOrigins origins;
    private boolean everTouched;
    private boolean withheld;
    private boolean touchedInTransaction;

    /** A command goes to the target under these masks. */
    public void sent(MaskPlan plan) {
        everTouched |= plan.touches();
        touchedInTransaction |= plan.touches();
        heed(plan.origins());
    }

    /** These masks are in force now. */
    public void heed(MaskedOrigins now) {
        origins = now;
        detectors = now.detectors();
        withheld = false;
    }

    /** Nobody tells which masks are in force for what comes unasked. */
    public void withhold() {
        withheld = true;
    }

    /** No transaction is open: nothing deferred can speak of masked values any more. */
    public void transactionEnded() {
        touchedInTransaction = false;
    }

    /** An error as the client may see it. */
    public PgFrame error(PgFrame frame, boolean hidden) {
        if (hidden || touchedInTransaction) {
            return Report.read(frame).withoutValues().error();
        }
        return couldFind(frame) ? Report.read(frame).changed(this::masked).error() : frame;
    }

    /** A notice as the client may see it. */
    public PgFrame notice(PgFrame frame, boolean hidden) {
        if (hidden || touchedInTransaction) {
            return Report.read(frame).withoutValues().notice();
        }
        return couldFind(frame) ? Report.read(frame).changed(this::masked).notice() : frame;
    }

    /**
     * A notification as the client may see it: without payload once masked values were reached, or
     * if it is withheld.
     */
    public PgFrame notification(PgFrame frame) {
        boolean hidden = everTouched || withheld;
        if (!hidden && !couldFind(frame)) {
            return frame;
        }
        var body = frame.body();
        var process = body.readInt();
        var channel = body.readText();
        var payload = hidden ? "" : masked(body.readText());
        return PgWriter.frame('A')
                .putInt(process)
                .putString(masked(channel))
                .putString(payload)
                .done();
    }

    /** A parameter's report, empty while masked values are reached. */
    public Optional<PgFrame> parameter(PgFrame frame, boolean hidden) {
        if (hidden) {
            return Optional.empty();
        }
        if (!couldFind(frame)) {
            return Optional.of(frame);
        }
        var body = frame.body();
        var name = body.readString();
        return Optional.of(
                PgWriter.frame('S').putString(name).putString(masked(body.readString())).done());
    }

    private boolean couldFind(PgFrame frame) {
        return !detectors.isEmpty() && detectors.couldFind(frame.bytes(), 0, frame.length());
    }

    private String masked(String text) {
        var known = origins;
        var found = known == null ? List.<Detection>of() : detectors.find(text);
        if (known == null || found.isEmpty()) {
            return text;
        }
        var masked = ValueDetectors.mask(text, found, known.values());
        return masked == null ? "" : masked;
    }
}
