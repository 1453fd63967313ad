package dev.holdpoint.edge.postgres.session;

/** One answer expected of the target, and whether the client gets to see it. */
record Step(Reply reply, boolean relayed) {
    static Step relayed(Reply reply) {
        return new Step(reply, true);
    }

    static Step swallowed(Reply reply) {
        return new Step(reply, false);
    }

    /** The message that ends an answer (section 55.2.3). */
    enum Reply {
        PARSE("1"),
        BIND("2"),
        CLOSE("3"),
        DESCRIBE("Tn"),
        EXECUTE("CIs"),
        READY("Z");

        private final String endings;

        Reply(String endings) {
            this.endings = endings;
        }

        boolean endsWith(char kind) {
            return endings.indexOf(kind) >= 0;
        }
    }
}
