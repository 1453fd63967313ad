package dev.holdpoint.policy.propose;

import static dev.holdpoint.policy.simulate.Recording.ALL;

import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.propose.Proposed.Proof;
import dev.holdpoint.policy.simulate.InForce;
import dev.holdpoint.policy.simulate.Recording;
import dev.holdpoint.policy.simulate.Replay;
import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.policy.simulate.Simulator;
import java.util.Optional;

/** A proposal from commands on record, as the service makes it. */
final class Proposing {
    private final Recording recording;
    private final InForce inForce;
    private final Proposer proposer;

    Proposing(Rulebook rulebook, Recording recording) {
        this(rulebook, recording, ALL);
    }

    Proposing(Rulebook rulebook, Recording recording, Selection selection) {
        this.recording = recording;
        this.inForce = (_, _) -> Optional.of(rulebook);
        var usage = new Usage(rulebook, inForce, selection);
        recording.tell(usage);
        this.proposer = new Proposer(rulebook, usage);
    }

    Proposer proposer() {
        return proposer;
    }

    Proposal proposal() {
        return proposer.proposal();
    }

    Proof proof() {
        var simulator = new Simulator(ALL, new Replay(proposal(), inForce, System::nanoTime));
        recording.tell(simulator);
        return Proofs.of(simulator.result());
    }
}
