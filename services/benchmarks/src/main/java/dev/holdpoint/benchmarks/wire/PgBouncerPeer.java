package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Patience;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.embedded.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PgBouncer pooling by session, with and without TLS from the client. */
final class PgBouncerPeer implements Peer {
    @Override
    public String name() {
        return "pgbouncer";
    }

    @Override
    public Optional<String> missing() {
        return Optional.of("pgbouncer is not installed")
                .filter(_ -> Programs.find("pgbouncer").isEmpty());
    }

    @Override
    public List<Route> start(Ground ground) {
        return List.of(start(ground.below("plain"), false), start(ground.below("tls"), true));
    }

    private Route start(Ground ground, boolean encrypted) {
        int port = Ports.free();
        var users =
                PeerFile.write(
                        ground.directory().resolve("users.txt"),
                        "\"" + BenchTarget.ROLE + "\" \"\"\n");
        var config =
                """
                [databases]
                %1$s = host=127.0.0.1 port=%2$d dbname=%1$s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %3$d
                unix_socket_dir =
                auth_type = trust
                auth_file = %4$s
                pool_mode = session
                max_client_conn = 1000
                default_pool_size = 200
                ignore_startup_parameters = extra_float_digits
                log_connections = 0
                log_disconnections = 0
                server_tls_sslmode = disable
                """
                        .formatted(BenchTarget.DATABASE, ground.target().port(), port, users);
        var file =
                PeerFile.write(
                        ground.directory().resolve("pgbouncer.ini"),
                        config + (encrypted ? tls(ground) : ""));
        var line = new ArrayList<>(List.of(Programs.find("pgbouncer").orElseThrow().toString()));
        if (System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("-u", "nobody"));
        }
        line.add(file.toString());
        var process = Programs.start(Map.of(), line, ground.log());
        ground.closing().then(() -> Programs.stop(process, 5));
        Patience.awaitPort(port, name(), process);
        var environment = ground.target().environment(port, encrypted ? "require" : "disable");
        return new Route(name(), encrypted, environment, process);
    }

    private static String tls(Ground ground) {
        return """
        client_tls_sslmode = require
        client_tls_cert_file = %s
        client_tls_key_file = %s
        """
                .formatted(
                        PeerFile.copy(
                                ground.certificate(), ground.directory().resolve("server.pem")),
                        PeerFile.copy(ground.key(), ground.directory().resolve("server.key")));
    }
}
