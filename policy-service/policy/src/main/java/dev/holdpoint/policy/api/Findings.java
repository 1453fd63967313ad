package dev.holdpoint.policy.api;

import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.service.Problem;
import java.util.List;
import java.util.Map;

/** What is wrong with what was sent, as a problem that lists all of it with its places. */
public final class Findings {
    private Findings() {}

    /** 422 with every finding. */
    public static Problem problem(InvalidDocuments invalid) {
        return problem("invalid-documents", invalid);
    }

    public static Problem problem(String code, InvalidDocuments invalid) {
        return new Problem(
                422,
                code,
                String.valueOf(invalid.getMessage()),
                Map.of("findings", findings(invalid)));
    }

    private static List<Map<String, Object>> findings(InvalidDocuments invalid) {
        return invalid.findings().stream().map(Findings::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        var place = finding.place();
        return Map.of(
                "file", place.file(),
                "line", place.line(),
                "column", place.column(),
                "message", finding.message(),
                "hint", finding.hint());
    }
}
