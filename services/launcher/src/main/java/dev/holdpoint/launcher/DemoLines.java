package dev.holdpoint.launcher;

/** What to paste next, printed when everything is ready. */
final class DemoLines {
    private DemoLines() {}

    static String of(StateDir state, PortPlan ports, double seconds) {
        return """

        Holdpoint is ready in %.1f s. State: %s

          REST       http://localhost:%d/api/v1    tokens   ./holdpoint token bob
          PostgreSQL edge localhost:%d (TLS)       Kafka    localhost:%d

        Paste, in a second terminal, as the AI agent support-agent (on behalf of alice):
          ./holdpoint connect payments --as support-agent          # prints the psql line
          SELECT * FROM customers;                                 -- allowed, card numbers masked
          DROP TABLE orders;                                       -- denied, with rule and reason
          UPDATE orders SET status='refunded' WHERE id=1;          -- held: psql waits
        In a third, as the approver bob:
          ./holdpoint approvals list --as bob
          ./holdpoint approvals approve <hold-id> --as bob         # psql goes on with UPDATE 1
        Then, as the auditor carol:
          ./holdpoint sessions list --as carol
          ./holdpoint ledger verify --as carol

        Ctrl-C stops all of it (or ./holdpoint down); --fresh starts empty.
        """
                .formatted(seconds, state.root(), ports.http, ports.edge, ports.kafka);
    }
}
