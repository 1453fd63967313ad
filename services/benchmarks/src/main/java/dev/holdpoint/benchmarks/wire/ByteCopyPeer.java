package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.Patience;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.benchmarks.relay.ByteCopy;
import dev.holdpoint.embedded.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our own byte copy, with and without TLS from the client. */
final class ByteCopyPeer implements Peer {
    static final String NAME = "byte copy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<Route> start(Ground ground) {
        return List.of(start(ground, false), start(ground, true));
    }

    private static Route start(Ground ground, boolean encrypted) {
        int port = Ports.free();
        var arguments =
                new ArrayList<>(
                        List.of(Integer.toString(port), Integer.toString(ground.target().port())));
        if (encrypted) {
            arguments.add(ground.certificate().toString());
            arguments.add(ground.key().toString());
        }
        var options = List.of("-Xmx512m", "-XX:+UseSerialGC");
        var process =
                Programs.startJava(options, ByteCopy.class.getName(), arguments, ground.log());
        ground.closing().then(() -> Programs.stop(process, 5));
        Patience.awaitPort(port, NAME, process);
        var environment = ground.target().environment(port, encrypted ? "require" : "disable");
        return new Route(NAME, encrypted, environment, process);
    }
}
