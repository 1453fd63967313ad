package dev.holdpoint.edge.postgres;

import java.nio.file.Path;

/**
 * Where and how the PostgreSQL edge listens.
 *
 * @param port 0 for a free one
 * @param key PEM of the server's private key
 * @param certificate PEM of the server's certificate chain
 * @param maxSessionsPerPrincipal at least 1
 */
public record PostgresSettings(
        String host, int port, Path key, Path certificate, int maxSessionsPerPrincipal) {}
