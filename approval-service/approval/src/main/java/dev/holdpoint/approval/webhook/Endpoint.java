package dev.holdpoint.approval.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.holdpoint.approval.webhook.Courier.Route;
import dev.holdpoint.approval.webhook.WebhookSettings.EndpointSettings;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where changes of holds and of requests for access are told, checked.
 *
 * @param secrets references, the new one first
 * @param texts whether what clients and people wrote is told
 * @param authority certificates to trust instead of the JVM's
 */
record Endpoint(
        String name,
        Place place,
        List<String> secrets,
        Set<ChangeType> changes,
        boolean texts,
        Duration timeout,
        Duration firstRetry,
        Duration retryFor,
        Optional<Path> authority) {
    static final String PAYLOAD_VERSION = "1";
    static final int MOST_SECRETS = 3;
    static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    static final Duration LONGEST_RETRY = Duration.ofDays(7);

    private static final String PEM = "-----BEGIN CERTIFICATE-----";
    private static final String NO_CERTIFICATE = "certificate-authority has no PEM certificate: ";
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
        var version = settings.version().orElse(PAYLOAD_VERSION);
        require(
                version.equals(PAYLOAD_VERSION),
                "version is " + version + ": there is " + PAYLOAD_VERSION);
        var endpoint =
                new Endpoint(
                        name,
                        Place.of(settings.url().orElse("")),
                        List.copyOf(settings.secrets().orElse(List.of())),
                        changes(settings.events().orElse(List.of())),
                        yes("texts", settings.texts().orElse("false")),
                        within("timeout", settings.timeout().orElse("10s"), LONGEST_TIMEOUT),
                        within("first-retry", settings.firstRetry().orElse("5s"), LONGEST_RETRY),
                        within("retry-for", settings.retryFor().orElse("24h"), LONGEST_RETRY),
                        settings.certificateAuthority());
        endpoint.requireSecrets();
        endpoint.authority.ifPresent(Endpoint::requireCertificates);
        return endpoint;
    }

    /** How notices get there. */
    Route route() {
        return new Route(name, place.url().toString(), timeout, firstRetry, retryFor);
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

    private static void requireCertificates(Path authority) {
        try {
            var pem = Files.readAllBytes(authority);
            require(new String(pem, ISO_8859_1).contains(PEM), NO_CERTIFICATE + authority);
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem));
        } catch (IOException e) {
            throw new UnusableEndpoint("certificate-authority cannot be read: " + authority);
        } catch (CertificateException e) {
            throw new UnusableEndpoint(NO_CERTIFICATE + authority);
        }
    }

    private static Set<ChangeType> changes(List<String> names) {
        var changes = EnumSet.noneOf(ChangeType.class);
        for (var name : names) {
            changes.add(
                    ChangeType.named(name)
                            .orElseThrow(
                                    () ->
                                            new UnusableEndpoint(
                                                    "events has %s: there are %s"
                                                            .formatted(name, ChangeType.names()))));
        }
        return changes.isEmpty() ? EnumSet.allOf(ChangeType.class) : changes;
    }

    private static boolean yes(String key, String value) {
        require(
                value.equals("true") || value.equals("false"),
                "%s is %s: it is true or false".formatted(key, value));
        return value.equals("true");
    }

    private static Duration within(String key, String text, Duration longest) {
        var value = duration(key, text);
        require(
                value.compareTo(SHORTEST) >= 0 && value.compareTo(longest) <= 0,
                "%s is %s: it is %s to %s".formatted(key, value, SHORTEST, longest));
        return value;
    }

    private static Duration duration(String key, String text) {
        require(!text.isBlank(), key + " is blank: write it as 10s or PT10S");
        try {
            return DurationConverter.parseDuration(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UnusableEndpoint("%s is %s: write it as 10s or PT10S".formatted(key, text));
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new UnusableEndpoint(otherwise);
        }
    }
}
