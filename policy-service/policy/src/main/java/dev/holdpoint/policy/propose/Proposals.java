package dev.holdpoint.policy.propose;

import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.passage.Passes;
import dev.holdpoint.policy.passage.Watcher;
import dev.holdpoint.policy.revision.Past;
import dev.holdpoint.policy.simulate.Replay;
import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.policy.simulate.Simulator;
import io.vertx.core.Future;
import java.util.List;

/** Proposes from the log what would have sufficed, and replays it over the same window. */
public final class Proposals {
    private final Passes passes;
    private final Past past;

    public Proposals(Passes passes, Past past) {
        this.passes = passes;
        this.past = past;
    }

    /**
     * Reads the window twice: for what was needed, and for the proof. A principal or target in the
     * selection chooses the grants and rules that are narrowed; what counts as needed of them, and
     * the proof, is of all commands. Fails with {@link NothingUsed} if none was allowed.
     */
    public Future<Proposed> run(Rulebook now, Selection selection, Watcher watcher) {
        return past.sources(now.revisionId())
                .compose(
                        sources ->
                                passes.run(
                                        selection.from(),
                                        selection.to(),
                                        watcher,
                                        log -> proposed(now, selection, sources, log)));
    }

    private static Proposed proposed(
            Rulebook now, Selection selection, List<SourceFile> sources, Passes.Log log) {
        var usage = new Usage(now, log.history()::at, selection);
        log.readWhole(usage);
        if (usage.commands() == 0) {
            throw new NothingUsed();
        }
        var proposer = new Proposer(now, usage);
        var replay = new Replay(proposer.proposal(), log.history()::at, System::nanoTime);
        var simulator = new Simulator(selection.unfiltered(), replay);
        log.readWhole(simulator);
        return new Proposed(
                selection,
                usage.commands(),
                proposer.grants(),
                proposer.rules(),
                proposer.documents(sources),
                Proofs.of(simulator.result()));
    }
}
