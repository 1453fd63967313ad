package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.AuthenticationFailed;
import dev.holdpoint.edge.identity.Authenticator;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.edge.session.Admission;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.edge.session.SessionGate;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Knows the tokens of two, one issued password and one target. */
public final class OpenDoor implements Authenticator, SessionGate {
    public static final String TOKEN = "a.good.token";

    /** Of somebody else. */
    public static final String OTHER_TOKEN = "another.good.token";

    public static final String USER = "support-agent~7f3a";
    public static final String PASSWORD = "issued-for-an-hour";

    /** A user whose credential cannot be looked up. */
    public static final String UNREACHABLE = "support-agent~lost";

    private static final String ROGUE = "rogue-";
    private static final String RELAY = "relay-";
    private static final String NAMED = "named-";
    private static final String STREAMS = "streams-";
    private static final byte[] SALT =
            "sixteen bytes ok".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final Admitted admission;
    private volatile Duration lifetime = Duration.ofHours(1);

    OpenDoor(Admitted admission) {
        this.admission = admission;
    }

    public void lifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public Future<Authenticated> token(String jwt) {
        return switch (jwt) {
            case TOKEN -> Future.succeededFuture(agent("support-agent"));
            case OTHER_TOKEN -> Future.succeededFuture(agent("billing-agent"));
            default -> Future.failedFuture(new AuthenticationFailed("not a token we know"));
        };
    }

    @Override
    public Future<Optional<ScramVerifier>> verifier(String user, TargetName target) {
        if (user.equals(UNREACHABLE)) {
            return Future.failedFuture(new IllegalStateException("the credentials are not there"));
        }
        return Future.succeededFuture(
                user.equals(USER) ? Optional.of(verifier()) : Optional.empty());
    }

    @Override
    public Future<Admission> open(SessionAttributes session) {
        var target = session.target();
        if (target.value().startsWith(STREAMS)) {
            var there = at(port(target, STREAMS), Payments.DATABASE, Payments.STREAMER);
            return Future.succeededFuture(there);
        }
        return session.replication().isAsked()
                ? Future.succeededFuture(
                        new Admission.Turned(
                                RefusalCode.NO_GRANT,
                                "start-up parameter replication: no grant covers the effect"))
                : open(target);
    }

    private Future<Admission> open(TargetName target) {
        if (target.value().equals("payments")) {
            return Future.succeededFuture(admission);
        }
        if (target.value().startsWith(RELAY)) {
            return Future.succeededFuture(paymentsBehind(port(target, RELAY)));
        }
        if (target.value().startsWith(NAMED)) {
            var database = target.value().substring(NAMED.length());
            return Future.succeededFuture(at(admission.target().port(), database));
        }
        return Future.succeededFuture(
                target.value().startsWith(ROGUE)
                        ? at(port(target, ROGUE), "d")
                        : new Admission.Turned(RefusalCode.UNKNOWN_TARGET, "no target " + target));
    }

    public Admitted payments() {
        return admission;
    }

    /** The payments target behind something on this machine that passes bytes on. */
    public Admitted paymentsBehind(int port) {
        return at(port, Payments.DATABASE);
    }

    /** Names a target on this machine that asks for the same log-in. */
    public String targetAt(int port) {
        return ROGUE + port;
    }

    /** Names the payments target behind something on this machine that passes bytes on. */
    public String relayAt(int port) {
        return RELAY + port;
    }

    /** Names another database of the payments target's server, {@code _} written {@code -}. */
    public String databaseNamed(String database) {
        return NAMED + database;
    }

    private static int port(TargetName target, String prefix) {
        return Integer.parseInt(target.value().substring(prefix.length()));
    }

    /** Names the payments target on that port, with replication granted. */
    public String streamsAt(int port) {
        return STREAMS + port;
    }

    private Admitted at(int port, String database) {
        return at(port, database, "app");
    }

    private Admitted at(int port, String database, String account) {
        var spec =
                new TargetSpec(
                        "postgres",
                        "127.0.0.1",
                        port,
                        database,
                        account,
                        "env:X",
                        "disable",
                        Map.of(),
                        List.of());
        var credential = new Credential(account, admission.credential().password());
        return new Admitted(spec, credential, List.of());
    }

    private Authenticated agent(String name) {
        var agent =
                new Principal(
                        new PrincipalId("http://issuer", name),
                        name,
                        PrincipalKind.AGENT,
                        List.of("agents"),
                        new PrincipalId("http://issuer", "alice"));
        return new Authenticated(agent, Instant.now().plus(lifetime));
    }

    private ScramVerifier verifier() {
        try {
            var spec = new PBEKeySpec(PASSWORD.toCharArray(), SALT, 4096, 256);
            var salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            var stored = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
            return new ScramVerifier(
                    base64(SALT),
                    4096,
                    base64(stored),
                    base64(hmac(salted, "Server Key")),
                    agent("support-agent"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
