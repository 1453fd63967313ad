package dev.holdpoint.launcher;

/** What to paste next, printed when everything is ready. */
final class DemoLines {
    private DemoLines() {}

    static String of(StateDir state, PortPlan ports, Shape shape, double seconds) {
        return """

        Holdpoint is ready in %.1f s. State: %s

          REST       %s    tokens   ./holdpoint token bob
          PostgreSQL edge localhost:%d (TLS)       Kafka    localhost:%d

        Paste into a second terminal, to work as the AI agent support-agent (on behalf of alice):
          eval "$(./holdpoint connect payments --as support-agent --export)"
          psql -c 'SELECT * FROM customers'                               # card numbers masked
          psql -c 'DROP TABLE orders'                                     # refused, with the reason
          psql -c "UPDATE orders SET status='refunded' WHERE id=1"        # held: psql waits
        Into a third, as the approver bob; then the psql above goes on with UPDATE 1:
          ./holdpoint approvals list --as bob
          ./holdpoint approvals approve <hold id> --as bob --reason 'agreed with the customer'
        Then, as the auditor carol:
          ./holdpoint sessions list --as carol
          ./holdpoint ledger verify --as carol

        Ctrl-C stops all of it (or ./holdpoint down); --fresh starts empty.
        """
                .formatted(seconds, state.root(), rest(ports, shape), ports.edge, ports.kafka);
    }

    private static String rest(PortPlan ports, Shape shape) {
        return switch (shape) {
            case STANDALONE -> "http://localhost:" + ports.http + "/api/v1";
            case SEPARATE -> "see ./holdpoint status";
        };
    }
}
