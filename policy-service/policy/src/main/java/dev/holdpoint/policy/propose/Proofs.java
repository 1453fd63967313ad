package dev.holdpoint.policy.propose;

import dev.holdpoint.policy.propose.Proposed.Proof;
import dev.holdpoint.policy.simulate.Answer;
import dev.holdpoint.policy.simulate.Simulation;
import dev.holdpoint.policy.simulate.Simulation.Unanswered;
import java.util.Map;

/** Reads off a simulation whether a proposal keeps what was needed. */
final class Proofs {
    private Proofs() {}

    static Proof of(Simulation simulation) {
        long held = count(simulation, Answer.ALLOW, Answer.HOLD);
        long denied = count(simulation, Answer.ALLOW, Answer.DENY);
        long loosened =
                count(simulation, Answer.DENY, Answer.ALLOW)
                        + count(simulation, Answer.DENY, Answer.HOLD)
                        + count(simulation, Answer.HOLD, Answer.ALLOW);
        return new Proof(
                held + denied + loosened == 0,
                count(simulation, Answer.ALLOW, Answer.ALLOW) + held + denied,
                held,
                denied,
                loosened,
                count(simulation, Answer.HOLD, Answer.DENY),
                simulation.notEvaluable().stream().mapToLong(Unanswered::commands).sum(),
                simulation);
    }

    private static long count(Simulation simulation, Answer was, Answer becomes) {
        return simulation.matrix().getOrDefault(was, Map.of()).getOrDefault(becomes, 0L);
    }
}
