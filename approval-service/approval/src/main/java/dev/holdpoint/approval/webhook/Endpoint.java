package dev.holdpoint.approval.webhook;

import dev.holdpoint.approval.webhook.WebhookSettings.EndpointSettings;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where changes of holds are told, checked.
 *
 * @param secrets references, the new one first
 * @param texts whether what clients and people wrote is told
 * @param authority certificates to trust instead of the JVM's
 */
record Endpoint(
        String name,
        Place place,
        List<String> secrets,
        Set<HoldChange> changes,
        boolean texts,
        Duration timeout,
        Duration firstRetry,
        Duration retryFor,
        Optional<Path> authority) {
    static final int PAYLOAD_VERSION = 1;
    static final int MOST_SECRETS = 3;
    static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    static final Duration LONGEST_RETRY = Duration.ofDays(7);

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /**
     * Reads settings; opens each secret once to see that it is there. Blocks.
     *
     * @throws UnusableEndpoint if something in them is not right
     */
    static Endpoint of(String name, EndpointSettings settings) {
        require(
                NAME.matcher(name).matches(),
                "its name is of a to z, 0 to 9 and hyphens, up to 63");
        require(
                settings.version() == PAYLOAD_VERSION,
                "version is " + settings.version() + ": there is " + PAYLOAD_VERSION);
        var endpoint =
                new Endpoint(
                        name,
                        Place.of(settings.url().orElse("")),
                        List.copyOf(settings.secrets().orElse(List.of())),
                        changes(settings.events().orElse(List.of())),
                        settings.texts(),
                        within("timeout", settings.timeout(), LONGEST_TIMEOUT),
                        within("first-retry", settings.firstRetry(), LONGEST_RETRY),
                        within("retry-for", settings.retryFor(), LONGEST_RETRY),
                        settings.certificateAuthority());
        endpoint.requireSecrets();
        endpoint.authority.ifPresent(Endpoint::requireFile);
        return endpoint;
    }

    /** The keys to sign with, read anew: rotation is a write to a file. Blocks. */
    List<SigningKey> keys() {
        return secrets.stream().map(SigningKey::open).toList();
    }

    private void requireSecrets() {
        require(
                !secrets.isEmpty() && secrets.size() <= MOST_SECRETS,
                "it has no secret, or more than %d: write secrets=file:/run/secrets/%s"
                        .formatted(MOST_SECRETS, name));
        try {
            var keys = keys();
            require(keys.stream().distinct().count() == keys.size(), "a secret is named twice");
        } catch (SecretMissing e) {
            throw new UnusableEndpoint(String.valueOf(e.getMessage()));
        }
    }

    private static void requireFile(Path authority) {
        require(Files.isReadable(authority), "certificate-authority cannot be read: " + authority);
    }

    private static Set<HoldChange> changes(List<String> names) {
        var changes = EnumSet.noneOf(HoldChange.class);
        for (var name : names) {
            changes.add(
                    HoldChange.named(name)
                            .orElseThrow(
                                    () ->
                                            new UnusableEndpoint(
                                                    "events has %s: there are %s"
                                                            .formatted(name, HoldChange.names()))));
        }
        return changes.isEmpty() ? EnumSet.allOf(HoldChange.class) : changes;
    }

    private static Duration within(String key, Duration value, Duration longest) {
        require(
                value.compareTo(SHORTEST) >= 0 && value.compareTo(longest) <= 0,
                "%s is %s: it is %s to %s".formatted(key, value, SHORTEST, longest));
        return value;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new UnusableEndpoint(otherwise);
        }
    }
}
