package dev.holdpoint.edge.postgres.login.scram;

/** What this package reads from a peer, for tests that attack it. */
public final class ScramCodecs {
    private static final String COSTLY = "i=[0-9]{4,}";

    private static final String FIRST = "r=nonce1,s=AAAA,i=1";

    private ScramCodecs() {}

    /** Reads a client's first message, and answers it. */
    public static String server(String message) {
        var server = new ScramServer(Decoy.verifier("nobody"), message, "nonce");
        return server.serverFirst() + server.serverFinal(message + ",c=biws,p=AAAA").isPresent();
    }

    /** Reads a target's first message, unless it would cost much time, or its last. */
    public static String client(String message) {
        var client = new ScramClient("password", "nonce", new ChannelBinding.None());
        if (message.startsWith("r=")) {
            return client.clientFinal(message.replaceAll(COSTLY, "i=1"));
        }
        return client.clientFinal(FIRST) + client.isServer(message);
    }
}
