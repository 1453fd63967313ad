package dev.holdpoint.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.hold.HeldClient;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pipeline whose log, policy and claims do as told, and what its client was told of holds. */
final class PipelineLab implements AutoCloseable {
    /** The one hold that is placed. */
    static final HoldId HOLD = new HoldId("id-1");

    final RememberingRecorder recorder = new RememberingRecorder();
    final ScriptedPolicy policy = new ScriptedPolicy();
    final HoldRoom room = new HoldRoom();
    final ScriptedClaims claims = new ScriptedClaims();
    final List<HoldId> told = new ArrayList<>();
    Planner planner = Planner.NONE;
    Future<Boolean> standing = Future.succeededFuture(true);

    private final Vertx vertx = Vertx.vertx();

    Future<Clearance> run(Command command) {
        return pipeline().clear(command, side(_ -> Optional.empty(), this::tell));
    }

    Future<Clearance> run(Command command, Objection objection) {
        return pipeline().clear(command, side(objection, this::tell));
    }

    Future<Clearance> runFor(HeldClient client, Command command) {
        return pipeline().clear(command, side(_ -> Optional.empty(), client));
    }

    Future<Optional<Clearance>> runIfAllowed(Command command) {
        return pipeline().clearIfAllowed(command, side(_ -> Optional.empty(), this::tell));
    }

    Continuation goesOn(Cleared since) {
        return pipeline().goesOn(Samples.command(), since, Planner.NONE).result();
    }

    private void tell(HoldId hold, Decision.Hold why, Instant expiresAt) {
        told.add(hold);
    }

    private ProtocolSide side(Objection objection, HeldClient client) {
        return new ProtocolSide(objection, client, () -> planner.plan(), () -> standing);
    }

    private CommandPipeline pipeline() {
        var clock = InstantSource.fixed(Instant.EPOCH);
        var steward = new HoldSteward(vertx, clock, room, hold -> "http://holds/" + hold);
        return new CommandPipeline(policy, recorder, steward, claims, HOLD::value);
    }

    static Refusal refusal(Future<Clearance> clearance) {
        assertThat(clearance.result()).isInstanceOf(Refused.class);
        return ((Refused) clearance.result()).refusal();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
