package dev.holdpoint.approval.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where changes of holds are told; nowhere unless an operator says so. */
@ConfigMapping(prefix = "holdpoint.approval.webhooks")
public interface WebhookSettings {
    /** Endpoints by their names. */
    @WithParentName
    Map<String, EndpointSettings> endpoints();

    /**
     * One endpoint as it is written. Texts, so that a wrong one is that endpoint's trouble alone:
     * {@link Endpoint} says what is right.
     */
    interface EndpointSettings {
        /** Where notices are posted to. */
        Optional<String> url();

        /** References to secrets, the new one first; each signs. */
        Optional<List<String>> secrets();

        /** Which changes are told; all unless named. */
        Optional<List<String>> events();

        /** Of the payload; 1 unless told. */
        Optional<String> version();

        /** Whether what clients and people wrote is told, too; false unless told. */
        Optional<String> texts();

        /** How long the endpoint may take to connect, and again to answer; 10s unless told. */
        Optional<String> timeout();

        /** The wait before the second attempt, it doubles with each further one; 5s unless told. */
        Optional<String> firstRetry();

        /** After that long a notice that was not taken is a dead letter; 24h unless told. */
        Optional<String> retryFor();

        /** Certificates to trust instead of the JVM's, as PEM. */
        Optional<Path> certificateAuthority();
    }
}
