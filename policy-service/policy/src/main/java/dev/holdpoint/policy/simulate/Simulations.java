package dev.holdpoint.policy.simulate;

import dev.holdpoint.policy.passage.Abandoned;
import dev.holdpoint.policy.passage.Passes;
import dev.holdpoint.policy.passage.Watcher;
import io.vertx.core.Future;

/** Runs simulations over the log. */
public final class Simulations {
    private final Passes passes;

    public Simulations(Passes passes) {
        this.passes = passes;
    }

    /**
     * Asks a draft about the commands on record, up to as far as there is time; fails with {@link
     * Abandoned} if another simulation runs, nobody waits, or there was no time for a first part.
     */
    public Future<Simulation> run(Drafted draft, Selection selection, Watcher watcher) {
        return passes.run(
                selection.from(),
                selection.to(),
                watcher,
                log -> {
                    var replay = new Replay(draft, log.history()::at, System::nanoTime);
                    var simulator = new Simulator(selection, replay);
                    return log.readSlices(simulator)
                            ? simulator.result()
                            : simulator.resultOfSlices();
                });
    }
}
