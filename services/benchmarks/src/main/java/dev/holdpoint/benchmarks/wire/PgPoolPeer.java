package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.Patience;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.embedded.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pgpool-II in raw mode: it parses SQL, too. */
final class PgPoolPeer implements Peer {
    @Override
    public String name() {
        return "pgpool-II";
    }

    @Override
    public Optional<String> missing() {
        return Optional.of("pgpool is not installed")
                .filter(_ -> Programs.find("pgpool").isEmpty());
    }

    @Override
    public List<Route> start(Ground ground) {
        int port = Ports.free();
        var directory = ground.directory();
        var config =
                """
                backend_clustering_mode = 'raw'
                listen_addresses = '127.0.0.1'
                port = %1$d
                unix_socket_directories = '%4$s'
                pcp_listen_addresses = ''
                pcp_port = %3$d
                pcp_socket_dir = '%4$s'
                pid_file_name = '%4$s/pgpool.pid'
                logdir = '%4$s'
                backend_hostname0 = '127.0.0.1'
                backend_port0 = %2$d
                backend_weight0 = 1
                backend_flag0 = 'DISALLOW_TO_FAILOVER'
                num_init_children = 100
                max_pool = 1
                enable_pool_hba = off
                pool_passwd = ''
                connection_cache = on
                sr_check_period = 0
                health_check_period = 0
                memory_cache_enabled = off
                log_min_messages = warning
                """
                        .formatted(port, ground.target().port(), Ports.free(), directory);
        var file = PeerFile.write(directory.resolve("pgpool.conf"), config);
        var pcp = PeerFile.write(directory.resolve("pcp.conf"), "");
        var program = Programs.find("pgpool").orElseThrow().toString();
        var line = List.of(program, "-n", "-f", file.toString(), "-F", pcp.toString(), "-D");
        var process = Programs.start(Map.of(), line, ground.log());
        ground.closing().then(() -> Programs.stop(process, 15));
        Patience.awaitPort(port, name(), process);
        return List.of(
                new Route(name(), false, ground.target().environment(port, "disable"), process));
    }
}
