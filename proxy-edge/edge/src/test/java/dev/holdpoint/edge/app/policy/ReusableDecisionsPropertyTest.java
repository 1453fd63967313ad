package dev.holdpoint.edge.app.policy;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Against a policy that answers at random but always keeps to the inputs it declares. */
class ReusableDecisionsPropertyTest {
    private static final int STEPS = 400;
    private static final long PERIOD_MILLIS = 1_000;
    private static final List<Principal> PRINCIPALS =
            List.of(ALICE, new Principal(ALICE.id(), ALICE.name(), ALICE.kind(), List.of(), null));
    private static final List<TargetName> TARGETS = List.of(PAYMENTS, new TargetName("stock"));
    private static final List<CommandFacts> FACTS =
            List.of(READ, READ.estimating(1), READ.estimating(2));

    private Random random = new Random();
    private long millis;
    private long number = 1;

    @Property(tries = 300)
    void whatever_is_found_is_what_would_have_been_answered(@ForAll long seed) {
        random = new Random(seed);
        millis = 0;
        number = 1;
        var decisions = new ReusableDecisions(() -> Instant.ofEpochMilli(millis));
        for (int step = 0; step < STEPS; step++) {
            change(decisions);
            var request = request();
            var expected = answer(seed, request, number);
            var found = decisions.find(generation(number), request);
            if (found != null) {
                assertThat(found.result()).isEqualTo(GrpcPolicyDecisionPoint.answer(expected));
            }
            boolean late = random.nextInt(8) == 0;
            var told = late ? answer(seed, request, Math.max(1, number - 1)) : expected;
            decisions.keep(generation(number), request, told);
        }
    }

    private void change(ReusableDecisions decisions) {
        millis += random.nextInt(200);
        if (random.nextInt(20) == 0) {
            number++;
        }
        if (random.nextInt(50) == 0) {
            decisions.forget();
        }
    }

    /** Made of the seed, of what every answer may depend on, and of the inputs it declares. */
    private DecisionAnswer answer(long seed, DecisionRequest request, long generation) {
        var use = request.use();
        int always =
                Objects.hash(
                        seed,
                        generation,
                        request.session().principal(),
                        request.session().target(),
                        use.clientAddress(),
                        use.applicationName(),
                        request.facts());
        var inputs = inputs(new Random(always));
        boolean timed = new Random(always + 1).nextInt(4) == 0;
        long period = timed ? millis / PERIOD_MILLIS : 0;
        var until = timed ? Instant.ofEpochMilli((period + 1) * PERIOD_MILLIS) : null;
        int all = Objects.hash(always, period, declared(request, inputs), request.approved());
        return new DecisionAnswer(
                decision(all, generation(generation).revision()),
                all % 2 == 0,
                inputs,
                until,
                List.of(),
                generation);
    }

    private static Set<Input> inputs(Random random) {
        var inputs = EnumSet.noneOf(Input.class);
        if (random.nextInt(3) == 0) {
            inputs.add(Input.values()[random.nextInt(Input.values().length)]);
        }
        return inputs;
    }

    private static List<@Nullable Object> declared(DecisionRequest request, Set<Input> inputs) {
        var declared = new ArrayList<@Nullable Object>();
        for (var input : inputs) {
            declared.add(
                    switch (input) {
                        case COMMANDS_LAST_MINUTE -> request.use().commandsLastMinute();
                        case ROWS_RETURNED -> request.use().rowsReturned();
                        case ROWS_WRITTEN -> request.use().rowsWritten();
                        case JUSTIFICATION -> request.justification();
                        case TAGS -> request.tags();
                        case OTHER -> request.command();
                    });
        }
        return declared;
    }

    private static Decision decision(int hash, RevisionId revision) {
        var rules = List.of("p/r-" + hash);
        return switch (Math.floorMod(hash, 3)) {
            case 0 -> new Decision.Allow(revision, rules, "allowed", List.of());
            case 1 -> new Decision.Deny(revision, rules, "denied", RefusalCode.POLICY_DENIED);
            default -> new Decision.Hold(revision, rules, "held", Sample.TERMS);
        };
    }

    private static Generation generation(long number) {
        return new Generation(new RevisionId("r" + number / 2), number);
    }

    private DecisionRequest request() {
        var attributes =
                new SessionAttributes(
                        new SessionId("s-" + random.nextInt(9)),
                        one(PRINCIPALS),
                        one(TARGETS),
                        "postgres",
                        "",
                        null,
                        null);
        return new DecisionRequest(
                attributes,
                new CommandId("c-" + random.nextInt(1_000_000)),
                one(FACTS),
                new SessionUse(
                        one(List.of("psql", "app")),
                        one(List.of("127.0.0.1", "10.0.0.7")),
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextInt(3)),
                random.nextBoolean() ? "why" : null,
                random.nextBoolean() ? Map.of("team", "red") : Map.of(),
                random.nextInt(10) == 0 ? new Approved(new HoldId("h-1"), Sample.TERMS) : null);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
