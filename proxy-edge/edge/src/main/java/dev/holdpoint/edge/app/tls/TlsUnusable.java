package dev.holdpoint.edge.app.tls;

/** The edge has no certificate to serve TLS with, so it does not listen. */
public final class TlsUnusable extends RuntimeException {
    TlsUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
