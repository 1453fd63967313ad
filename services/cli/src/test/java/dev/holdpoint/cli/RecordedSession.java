package dev.holdpoint.cli;

/** What the REST API answers of a session whose one result comes in two pages. */
final class RecordedSession {
    static final String SESSION = "{\"session\": \"s1\", \"state\": \"CLOSED\"}";
    static final String COMMANDS =
            """
            {"items": [{"command": "c1", "text": "SELECT * FROM customers", "decision": "ALLOW",
                "outcome": "OK", "recording": {"chunks": 1}}], "next": null}
            """;

    /** To be formatted with verification and reason. */
    static final String FIRST =
            """
            {"verification": "%s", "reason": %s, "malformed": null, "statements": [
                {"number": 1, "columns": [{"name": "name"}, {"name": "card_number"}],
                 "rows": [["Ada\\u001b[2K", "************1234"]], "tag": null}],
             "next": "9.1.0"}
            """;

    static final String SECOND =
            """
            {"verification": "%s", "reason": %s, "malformed": null, "statements": [
                {"number": 1, "columns": [{"name": "name"}, {"name": "card_number"}],
                 "rows": [["Bob", null]], "tag": "SELECT 2"},
                {"number": 2, "columns": null, "rows": [], "error":
                 {"severity": "ERROR", "code": "22012", "message": "division by zero"}}],
             "next": null}
            """;

    private RecordedSession() {}
}
