package dev.holdpoint.policy.simulate;

import io.vertx.core.Future;

/** Runs simulations over the log. */
public final class Simulations {
    private final Passes passes;

    public Simulations(Passes passes) {
        this.passes = passes;
    }

    /**
     * Asks a draft about the commands on record; fails with {@link Abandoned} if another simulation
     * runs, or this one was not carried to its end.
     */
    public Future<Simulation> run(Drafted draft, Selection selection, Watcher watcher) {
        return passes.run(
                selection,
                watcher,
                log -> {
                    var replay = new Replay(draft, log.history(), System::nanoTime);
                    var simulator = new Simulator(selection, replay);
                    log.read(simulator);
                    return simulator.result();
                });
    }
}
