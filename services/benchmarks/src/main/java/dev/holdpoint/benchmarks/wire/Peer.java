package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Closing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A proxy that can be put between a client and the target. */
interface Peer {
    String name();

    /** Why it cannot take part on this machine, if so. */
    Optional<String> missing();

    /** Starts it in its own directory and returns the ways through it. */
    List<Route> start(Ground ground);

    /**
     * What a peer is started with.
     *
     * @param directory its own, empty
     */
    record Ground(BenchTarget target, Path certificate, Path key, Path directory, Closing closing) {
        Path log() {
            return directory.resolve("log");
        }

        Ground below(String name) {
            return new Ground(target, certificate, key, directory.resolve(name), closing);
        }
    }
}
