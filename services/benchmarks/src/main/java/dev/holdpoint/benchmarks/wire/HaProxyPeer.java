package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.Patience;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.embedded.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HAProxy as a TCP proxy. It cannot answer PostgreSQL's request for TLS. */
final class HaProxyPeer implements Peer {
    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public Optional<String> missing() {
        return Optional.of("haproxy is not installed")
                .filter(_ -> Programs.find("haproxy").isEmpty());
    }

    @Override
    public List<Route> start(Ground ground) {
        int port = Ports.free();
        var config =
                """
                global
                    maxconn 1000
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 1h
                    timeout server 1h
                listen postgres
                    bind 127.0.0.1:%d
                    server target 127.0.0.1:%d
                """
                        .formatted(port, ground.target().port());
        var file = PeerFile.write(ground.directory().resolve("haproxy.cfg"), config);
        var program = Programs.find("haproxy").orElseThrow().toString();
        var process =
                Programs.start(
                        Map.of(), List.of(program, "-db", "-f", file.toString()), ground.log());
        ground.closing().then(() -> Programs.stop(process, 5));
        Patience.awaitPort(port, name(), process);
        return List.of(
                new Route(name(), false, ground.target().environment(port, "disable"), process));
    }
}
