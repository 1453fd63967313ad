package dev.holdpoint.edge.postgres.harness;

import java.io.IOException;
import java.net.Socket;

/** Passes bytes between the edge and its target, what the target says in pieces of one size. */
public final class CuttingRelay extends LoopbackServer {
    private final Edge edge;
    private final int piece;

    public CuttingRelay(Edge edge, int piece) throws IOException {
        this.edge = edge;
        this.piece = piece;
        start();
    }

    @Override
    void serve(Socket client) throws IOException {
        relay(client, new Socket(edge.target.host(), edge.target.port()), piece);
    }
}
