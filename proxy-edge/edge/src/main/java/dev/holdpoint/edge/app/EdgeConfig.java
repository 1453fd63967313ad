package dev.holdpoint.edge.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator may set about one edge. */
@ConfigMapping(prefix = "holdpoint.edge")
public interface EdgeConfig {
    /**
     * Names this edge in events and leases; by default made once and kept in the state directory.
     */
    Optional<String> id();

    /** Keeps the edge's id. */
    @WithDefault("${holdpoint.state-dir}")
    Path stateDir();

    /**
     * Refers to the key of masks' tokens, {@code file:…} or {@code env:…}, at least 32 bytes; by
     * default made once and kept in the state directory. Edges that mask alike share it.
     */
    Optional<String> maskKey();

    Postgres postgres();

    Tls tls();

    Targets targets();

    Credentials credentials();

    Tokens tokens();

    Approvals approvals();

    /** The PostgreSQL listener. */
    interface Postgres {
        @WithDefault("localhost")
        String host();

        @WithDefault("15432")
        int port();

        /** How many sessions one principal may have open at this edge. */
        @WithDefault("100")
        int sessionsPerPrincipal();

        /** How many bytes of data one command may copy in; by default 1 GiB. */
        @WithDefault("1073741824")
        long copyInBytes();
    }

    /** The certificate clients see. */
    interface Tls {
        /** Keeps the local authority, or the operator's own server.pem and server.key. */
        @WithDefault("${holdpoint.state-dir}/tls")
        Path directory();

        /** Where the local authority's certificate is published for clients. */
        @WithDefault("${holdpoint.state-dir}/ca.pem")
        Path publishedAuthority();

        /** Host names and addresses of this edge besides localhost. */
        Optional<List<String>> hosts();
    }

    /** What is true of every target this edge connects to. */
    interface Targets {
        /**
         * A PEM file of the authorities that vouch for targets with {@code tls: verify-full}; by
         * default those the Java runtime trusts.
         */
        Optional<Path> authorities();

        /** How long a secret may take to come from Vault, the edge's login there included. */
        @WithDefault("PT5S")
        Duration vaultTimeout();
    }

    /** Issued passwords. */
    interface Credentials {
        @WithDefault("PT1H")
        Duration lifetime();

        @WithDefault("PT12H")
        Duration maxLifetime();
    }

    /** Bearer tokens as passwords. */
    interface Tokens {
        @WithDefault("${holdpoint.oidc.issuer}")
        String issuer();

        @WithDefault("holdpoint-edge")
        String audience();
    }

    /** What clients of held commands are told of approvals. */
    interface Approvals {
        /** Where approvers find a hold when its id is appended after a slash. */
        @WithDefault(
                "http://${holdpoint.approval.host:localhost}:${holdpoint.approval.port:8080}/api/v1/holds")
        String url();
    }
}
