package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.login.scram.ChannelBinding;
import dev.holdpoint.edge.postgres.login.scram.EndPoint;
import dev.holdpoint.edge.postgres.login.scram.ScramClient;
import dev.holdpoint.edge.postgres.login.scram.ScramServer;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.session.Credential;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Logs in to a target: SCRAM-SHA-256, bound to the target's certificate where it offers that, or a
 * cleartext password where the connection is encrypted to a target that is who it should be.
 *
 * <pre>
 *   start-up -> [authentication]* -> ok -> parameters, key -> ready [-> settings -> ready]
 * </pre>
 */
final class TargetDialogue {
    private static final String INTERVAL = "client_connection_check_interval";
    private static final String EACH_SECOND = "1s";
    private static final String SETTINGS = "SET %s = '%s'".formatted(INTERVAL, EACH_SECOND);

    /** What a target may say before it is ready, in bytes. */
    private static final int TALKATIVE = 256 * 1024;

    private static final int OK = 0;
    private static final int CLEARTEXT = 3;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final Vertx vertx;
    private final TargetConnection connection;
    private final Credential credential;
    private final Transport transport;
    private final String nonce;
    private final boolean lasting;
    private final Promise<TargetConnection> done = Promise.promise();
    private final List<PgFrame> parameters = new ArrayList<>();
    private ScramClient scram;
    private Set<Integer> mayAsk = Set.of(OK, CLEARTEXT, SASL);
    private int heard;
    private boolean ready;
    private int process;
    private Buffer secret = Buffer.buffer();

    /**
     * @param lasting whether the target is asked at start-up to look after the edge while it runs a
     *     statement, so that no RESET undoes it; one that refuses that is asked by SET, at another
     *     connection
     */
    TargetDialogue(
            Vertx vertx,
            TargetConnection connection,
            Credential credential,
            Transport transport,
            String nonce,
            boolean lasting) {
        this.vertx = vertx;
        this.connection = connection;
        this.credential = credential;
        this.transport = transport;
        this.nonce = nonce;
        this.lasting = lasting;
        this.scram = scram(new ChannelBinding.None());
    }

    private ScramClient scram(ChannelBinding binding) {
        return new ScramClient(credential.password(), nonce, binding);
    }

    /**
     * What the connection runs in.
     *
     * @param verified whether it is encrypted, and the target's certificate vouched for
     * @param endPoint with TLS, perhaps, the certificate SCRAM can bind to
     */
    record Transport(boolean verified, Optional<EndPoint> endPoint) {}

    Future<TargetConnection> start(String database, Map<String, String> settings) {
        connection.frames(
                this::accept,
                reason -> done.tryFail(new TargetRefused("connection lost: " + reason)));
        var startup = PgWriter.startup().putInt(0x0003_0000);
        startup.putString("user").putString(credential.username());
        startup.putString("database").putString(database);
        settings.forEach((name, value) -> startup.putString(name).putString(value));
        if (lasting) {
            startup.putString(INTERVAL).putString(EACH_SECOND);
        }
        connection.write(startup.putByte(0).done().bytes());
        return done.future();
    }

    private void accept(PgFrame frame) {
        heard += frame.length();
        if (heard > TALKATIVE) {
            throw new MalformedFrame("the target does not come to an end at log-in");
        }
        if (!mayAsk.isEmpty() && "SKZ".indexOf(frame.kind()) >= 0) {
            throw new MalformedFrame("'" + frame.kind() + "' before the end of authentication");
        }
        switch (frame.kind()) {
            case 'R' -> authenticate(frame.body());
            case 'S' -> parameter(frame);
            case 'K' -> key(frame.body());
            case 'Z' -> ready();
            case 'E' -> refused(Report.read(frame));
            case 'N', 'C' -> {}
            default -> throw new MalformedFrame("unexpected '" + frame.kind() + "' at log-in");
        }
    }

    private void parameter(PgFrame frame) {
        var body = frame.body();
        var name = body.readString();
        var value = body.readString();
        if (!ParameterGuard.isSafe(name, value)) {
            throw new MalformedFrame("the target reports " + name + " = " + value);
        }
        parameters.add(frame);
    }

    private void refused(Report report) {
        if (!ready) {
            done.tryFail(TargetRefused.with(report.sqlState()));
        }
    }

    private void key(PgBody body) {
        process = body.readInt();
        secret = Buffer.buffer(body.readRest());
    }

    private void ready() {
        if (ready || lasting) {
            connection.loggedIn(parameters, process, secret);
            done.tryComplete(connection);
            return;
        }
        ready = true;
        connection.write(FrontendFrames.query(SETTINGS).bytes());
    }

    private void authenticate(PgBody body) {
        int asked = body.readInt();
        if (!mayAsk.contains(asked)) {
            throw new MalformedFrame(
                    "the target asks for an unsupported authentication, or out of order");
        }
        switch (asked) {
            case CLEARTEXT -> cleartext();
            case SASL -> sasl(body);
            case SASL_CONTINUE -> saslContinue(text(body));
            case SASL_FINAL -> saslFinal(text(body));
            default -> mayAsk = Set.of();
        }
    }

    private void cleartext() {
        if (!transport.verified()) {
            throw new MalformedFrame(
                    "the target asks for a cleartext password, which is sent only with tls:"
                            + " verify-full");
        }
        mayAsk = Set.of(OK);
        send(PgWriter.frame('p').putString(credential.password()));
    }

    private void sasl(PgBody body) {
        var offered = new HashSet<String>();
        for (var name = body.readString(); !name.isEmpty(); name = body.readString()) {
            offered.add(name);
        }
        var binding = binding(offered);
        var mechanism =
                binding instanceof ChannelBinding.Bound
                        ? ScramServer.BOUND_MECHANISM
                        : ScramServer.MECHANISM;
        if (!offered.contains(mechanism)) {
            throw new MalformedFrame("the target offers no SCRAM-SHA-256");
        }
        mayAsk = Set.of(SASL_CONTINUE);
        scram = scram(binding);
        var first = scram.clientFirst().getBytes(StandardCharsets.UTF_8);
        send(PgWriter.frame('p').putString(mechanism).putInt(first.length).putBytes(first));
    }

    private ChannelBinding binding(Set<String> offered) {
        if (transport.endPoint().isEmpty()) {
            return new ChannelBinding.None();
        }
        return offered.contains(ScramServer.BOUND_MECHANISM)
                ? new ChannelBinding.Bound(transport.endPoint().get())
                : new ChannelBinding.Unused();
    }

    private void saslContinue(String serverFirst) {
        mayAsk = Set.of(SASL_FINAL);
        vertx.executeBlocking(() -> scram.clientFinal(serverFirst), false)
                .onFailure(done::tryFail)
                .onSuccess(
                        last ->
                                send(
                                        PgWriter.frame('p')
                                                .putBytes(last.getBytes(StandardCharsets.UTF_8))));
    }

    private void saslFinal(String serverFinal) {
        if (!scram.isServer(serverFinal)) {
            throw new MalformedFrame("the target does not know the password it asked for");
        }
        mayAsk = Set.of(OK);
    }

    private static String text(PgBody body) {
        return PgBody.utf8(body.readRest());
    }

    private void send(PgWriter frame) {
        Buffer bytes = frame.done().bytes();
        connection.write(bytes);
    }
}
