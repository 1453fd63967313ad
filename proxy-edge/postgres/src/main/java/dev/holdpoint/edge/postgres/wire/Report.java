package dev.holdpoint.edge.postgres.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The fields of an ErrorResponse or NoticeResponse (section 55.8). */
public final class Report {
    private final Map<Character, String> fields = new LinkedHashMap<>();

    private Report() {}

    /** A report of the edge's own. */
    public static Report of(String severity, String sqlState, String message) {
        return new Report()
                .with('S', severity)
                .with('V', severity)
                .with('C', sqlState)
                .with('M', message);
    }

    /** Reads a target's report. */
    public static Report read(PgFrame frame) {
        var report = new Report();
        var body = frame.body();
        while (body.remaining() > 0) {
            byte field = body.readByte();
            if (field == 0) {
                break;
            }
            report.fields.put((char) field, body.readText());
        }
        return report;
    }

    /** Sets a field of this report. */
    public Report with(char field, String text) {
        fields.put(field, text);
        return this;
    }

    /** Sets the detail, field {@code D}. */
    public Report detail(String text) {
        return with('D', text);
    }

    /** Sets the hint, field {@code H}. */
    public Report hint(String text) {
        return with('H', text);
    }

    /** Five characters, field {@code C}; {@code XX000} if the target gave none. */
    public String sqlState() {
        return fields.getOrDefault('C', "XX000");
    }

    /** With every text but severity and SQLSTATE changed. */
    public Report changed(UnaryOperator<String> change) {
        fields.replaceAll(
                (field, text) ->
                        field == 'S' || field == 'V' || field == 'C' ? text : change.apply(text));
        return this;
    }

    /** Without any text that could carry a value: severity and SQLSTATE are kept. */
    public Report withoutValues() {
        var severity = fields.getOrDefault('V', fields.getOrDefault('S', "ERROR"));
        return of(
                severity,
                sqlState(),
                "The target's message is withheld because the command touches masked columns.");
    }

    /** As an ErrorResponse. */
    public PgFrame error() {
        return BackendFrames.report('E', fields);
    }

    /** As a NoticeResponse. */
    public PgFrame notice() {
        return BackendFrames.report('N', fields);
    }
}
