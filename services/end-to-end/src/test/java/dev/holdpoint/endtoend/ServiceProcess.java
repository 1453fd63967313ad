package dev.holdpoint.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One service process (or the one-process edition) against a {@link Lab}. */
final class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final int port;
    final int postgresPort;
    final Path stateDir;
    private final RunningProgram program;
    private final Lab lab;

    private ServiceProcess(
            RunningProgram program, Lab lab, int port, int postgresPort, Path stateDir) {
        this.program = program;
        this.lab = lab;
        this.port = port;
        this.postgresPort = postgresPort;
        this.stateDir = stateDir;
    }

    /** Starts the one-process edition; all of a lab share a state directory and so an identity. */
    static ServiceProcess standalone(Lab lab) {
        int port = freePort();
        var stateDir = lab.directory.resolve("state");
        return start("services/standalone", lab, stateDir, new Ports(port, port, port));
    }

    /** REST port of this process, and where its edge finds policy and approval. */
    record Ports(int http, int policy, int approval) {}

    static ServiceProcess start(String module, Lab lab, Path stateDir, Ports ports) {
        int postgresPort = freePort();
        var command = new ArrayList<String>();
        command.add(Repository.java().toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(lab.properties());
        command.addAll(
                List.of(
                        "-Dquarkus.http.port=" + ports.http(),
                        "-Dholdpoint.policy.port=" + ports.policy(),
                        "-Dholdpoint.approval.port=" + ports.approval(),
                        "-Dholdpoint.edge.postgres.port=" + postgresPort,
                        "-Dholdpoint.state-dir=" + stateDir,
                        "-Dholdpoint.policy.documents=" + lab.policies,
                        "-jar",
                        Repository.jar(module).toString()));
        var program = RunningProgram.start(new ProcessBuilder(command));
        var process = new ServiceProcess(program, lab, ports.http(), postgresPort, stateDir);
        process.awaitReady();
        return process;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** psql of one principal, its OIDC token as password. */
    Psql psql(String principal) {
        return Psql.withToken(
                postgresPort,
                stateDir.resolve("ca.pem"),
                lab.oidc.token(principal, "holdpoint-edge"));
    }

    RestApi as(String principal) {
        return RestApi.as(principal, lab.oidc, port);
    }

    private void awaitReady() {
        await("readiness of port " + port)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ready() || ended());
        if (ended()) {
            throw new IllegalStateException("service ended:\n" + program.output());
        }
    }

    private boolean ended() {
        return !program.process().isAlive();
    }

    boolean ready() {
        try {
            var uri = URI.create("http://localhost:" + port + "/q/health/ready");
            return HTTP.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything the process printed so far. */
    String log() {
        return program.output();
    }

    long pid() {
        return program.process().pid();
    }

    void kill9() {
        program.close();
    }

    /** SIGSTOP: alive, but answering nobody. */
    void freeze() {
        program.signal("STOP");
    }

    void thaw() {
        program.signal("CONT");
    }

    @Override
    public void close() {
        program.close();
    }
}
