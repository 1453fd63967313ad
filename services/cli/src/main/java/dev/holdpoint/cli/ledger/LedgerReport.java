package dev.holdpoint.cli.ledger;

import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.VerbOptions;
import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.ledger.verify.Report;
import dev.holdpoint.ledger.verify.Verdict.Accepted;
import dev.holdpoint.ledger.verify.Verdict.BadSignature;
import dev.holdpoint.ledger.verify.Verdict.FirstBad;
import dev.holdpoint.ledger.verify.Verdict.Truncated;

/** Says what a verification found; exit code 0 only when accepted without gaps. */
final class LedgerReport {
    private static final int SHOWN_GAPS = 10;

    private LedgerReport() {}

    static int print(VerbOptions options, Report report) {
        if (options.json()) {
            json(options, report);
        } else {
            text(options, report);
        }
        return report.clean() ? 0 : 1;
    }

    private static void text(VerbOptions options, Report report) {
        var out = options.out();
        out.println(VisibleText.of(words(report)));
        report.gaps().stream()
                .limit(SHOWN_GAPS)
                .forEach(
                        gap ->
                                out.println(
                                        VisibleText.of(
                                                "gap before entry %d: %s %s, expected %d, found %d"
                                                        .formatted(
                                                                gap.index(),
                                                                gap.kind(),
                                                                gap.where(),
                                                                gap.expected(),
                                                                gap.found()))));
        if (report.gapCount() > SHOWN_GAPS) {
            out.println("and " + (report.gapCount() - SHOWN_GAPS) + " more gaps");
        }
    }

    private static String words(Report report) {
        return switch (report.verdict()) {
            case Accepted(var size, var root) ->
                    "accepted: %d entries, %d checkpoints, root %s, gaps %d"
                            .formatted(size, report.checkpoints(), root.hex(), report.gapCount());
            case FirstBad(var index, var what, var proven) ->
                    "REJECTED at index %d: %s (entries before %d are proven unchanged)"
                            .formatted(index, what, proven);
            case Truncated(var size, var expected) ->
                    "REJECTED: cut off at index %d, %d entries were signed"
                            .formatted(size, expected);
            case BadSignature(var where) -> "REJECTED: " + where;
        };
    }

    private static void json(VerbOptions options, Report report) {
        var json =
                Http.JSON
                        .createObjectNode()
                        .put("accepted", report.verdict() instanceof Accepted)
                        .put("clean", report.clean())
                        .put("entries", report.entries())
                        .put("checkpoints", report.checkpoints())
                        .put("gapCount", report.gapCount())
                        .put("verdict", words(report));
        switch (report.verdict()) {
            case FirstBad bad -> json.put("firstBadIndex", bad.index()).put("proven", bad.proven());
            case Truncated cut -> json.put("firstBadIndex", cut.size());
            case Accepted accepted -> json.put("root", accepted.root().hex());
            case BadSignature _ -> {}
        }
        var gaps = json.putArray("gaps");
        for (var gap : report.gaps()) {
            gaps.addObject()
                    .put("kind", gap.kind().name())
                    .put("index", gap.index())
                    .put("where", gap.where())
                    .put("expected", gap.expected())
                    .put("found", gap.found());
        }
        options.print(json);
    }
}
