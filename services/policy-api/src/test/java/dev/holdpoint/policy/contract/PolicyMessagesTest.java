package dev.holdpoint.policy.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.holdpoint.events.Answered;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.policy.contract.DecisionQuery.Approved;
import dev.holdpoint.policy.contract.SessionAnswer.Admitted;
import dev.holdpoint.policy.contract.SessionAnswer.Turned;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import dev.holdpoint.policy.proto.Target;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyMessagesTest {
    @Test
    void what_a_revision_that_is_tried_says_goes_with_the_answer_and_binds_its_reuse() {
        var alone =
                new DecisionAnswer(
                        new Decision.Deny(
                                REVISION, List.of("a/b"), "no", RefusalCode.POLICY_DENIED),
                        false,
                        Set.of(Input.TAGS),
                        Instant.ofEpochMilli(2_000),
                        List.of(),
                        7);
        var tried =
                new ShadowAnswer(
                        new RevisionId("sha256:def"), Answered.DENY, Answered.HOLD, List.of("a/c"));

        var beside = alone.beside(tried, Set.of(Input.ROWS_WRITTEN), Instant.ofEpochMilli(1_000));

        assertThat(PolicyMessages.answer(PolicyMessages.message(beside))).isEqualTo(beside);
        assertThat(beside.shadow()).isEqualTo(tried);
        assertThat(beside.inputs()).containsOnly(Input.TAGS, Input.ROWS_WRITTEN);
        assertThat(beside.reusableUntil()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(alone.beside(tried, Set.of(), null).reusableUntil())
                .isEqualTo(alone.reusableUntil());
        assertThat(PolicyMessages.answer(PolicyMessages.message(alone)).shadow()).isNull();
    }

    private static final RevisionId REVISION = new RevisionId("sha256:abc");
    private static final HoldTerms TERMS =
            HoldTerms.waiting(
                    List.of(new QuorumPart("dba", 1)), 900, true, new InTransaction.Deny());
    private static final Principal AGENT =
            new Principal(
                    new PrincipalId("http://idp", "support-agent"),
                    "Support agent",
                    PrincipalKind.AGENT,
                    List.of("agents"),
                    new PrincipalId("http://idp", "alice"));
    private static final CommandFacts FACTS =
            new CommandFacts(
                    List.of("SELECT"),
                    List.of(Effect.READ),
                    List.of("customers"),
                    List.of(),
                    List.of("card_number"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("lower"),
                    true,
                    false,
                    null,
                    "f00d");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_session_query_arrives_as_it_was_sent(boolean replication) {
        var query = new SessionQuery(AGENT, new TargetName("payments"), "127.0.0.1", replication);

        assertThat(PolicyMessages.query(PolicyMessages.message(query))).isEqualTo(query);
    }

    static List<SessionAnswer> answers() {
        var spec =
                new TargetSpec(
                        "postgres",
                        "db",
                        5432,
                        "payments",
                        "app",
                        "file:/run/secrets/payments",
                        "verify-full",
                        Map.of("data", "payments"),
                        List.of(
                                new VouchedFunction(
                                        "public.note(integer)",
                                        List.of(Effect.WRITE),
                                        List.of("public.orders"),
                                        List.of("public.notes"),
                                        new Digest("sha256:" + "0".repeat(64)))));
        var grants = List.of(new GrantId("agents"));
        return List.of(
                new Admitted(new TargetName("payments"), spec, grants, 7),
                new Admitted(new TargetName("payments"), spec, grants, 7, true),
                new Turned(RefusalCode.NO_GRANT, "No grant covers this target."),
                new Turned(RefusalCode.NO_GRANT, "No grant covers this target.", "Ask for it."));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void a_session_answer_arrives_as_it_was_sent(SessionAnswer answer) {
        assertThat(PolicyMessages.answer(PolicyMessages.message(answer))).isEqualTo(answer);
    }

    @Test
    void who_does_not_know_replication_has_not_allowed_it() {
        var older = OpenSessionResponse.newBuilder().setAllowed(true);
        older.setTarget(Target.newBuilder().setName("payments").setProtocol("postgres"));

        assertThat(PolicyMessages.answer(older.build()))
                .isInstanceOfSatisfying(
                        Admitted.class, answer -> assertThat(answer.replication()).isFalse());
    }

    @Test
    void a_first_decision_query_arrives_without_an_approval() {
        assertThat(PolicyMessages.query(PolicyMessages.message(query(null))))
                .isEqualTo(query(null));
    }

    @Test
    void a_decision_query_at_release_arrives_with_its_approval() {
        var query = query(new Approved(new HoldId("h-1"), TERMS));

        assertThat(PolicyMessages.query(PolicyMessages.message(query))).isEqualTo(query);
    }

    static List<Decision> decisions() {
        var rules = List.of("payments/reads");
        return List.of(
                new Decision.Allow(
                        REVISION,
                        rules,
                        "",
                        List.of(
                                new MaskColumn(
                                        "public.customers.card", new Mask.KeepLast(4), "p/m"),
                                new MaskColumn("public.customers.email", new Mask.Redact(), null))),
                new Decision.Deny(REVISION, rules, "No.", RefusalCode.POLICY_DENIED),
                new Decision.Hold(REVISION, rules, "Ask.", TERMS));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void a_decision_arrives_as_it_was_made(Decision decision) {
        var answers =
                List.of(
                        DecisionAnswer.once(decision),
                        new DecisionAnswer(
                                decision,
                                true,
                                EnumSet.allOf(Input.class),
                                Instant.parse("2026-11-21T12:00:00.001Z"),
                                List.of(
                                        new MaskColumn(
                                                "public.customers.card",
                                                new Mask.KeepLast(4),
                                                null)),
                                42),
                        new DecisionAnswer(decision, false, Set.of(), null, List.of(), 7));

        assertThat(answers)
                .allSatisfy(
                        answer ->
                                assertThat(PolicyMessages.answer(PolicyMessages.message(answer)))
                                        .isEqualTo(answer));
    }

    @Test
    void an_input_of_a_later_version_is_some_other_input() {
        var message =
                PolicyMessages.message(DecisionAnswer.once(decisions().getFirst())).toBuilder()
                        .clearInputs()
                        .addInputs("PHASE_OF_THE_MOON")
                        .build();

        assertThat(PolicyMessages.answer(message).inputs()).containsExactly(Input.OTHER);
    }

    @Test
    void a_generation_arrives_as_it_was_sent() {
        var generation = new Generation(REVISION, 42);

        assertThat(PolicyMessages.generation(PolicyMessages.message(generation)))
                .isEqualTo(generation);
    }

    @Test
    void an_empty_decision_is_malformed() {
        assertThatThrownBy(() -> PolicyMessages.answer(DecideResponse.getDefaultInstance()))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void a_query_without_a_principal_or_with_broken_facts_is_malformed() {
        var broken =
                PolicyMessages.message(query(null)).toBuilder()
                        .setFacts(ByteString.copyFromUtf8("{"))
                        .build();

        assertThatThrownBy(() -> PolicyMessages.query(DecideRequest.getDefaultInstance()))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> PolicyMessages.query(broken)).isInstanceOf(MalformedMessage.class);
    }

    private static DecisionQuery query(@Nullable Approved approved) {
        return new DecisionQuery(
                AGENT,
                new TargetName("payments"),
                new SessionId("s-1"),
                new CommandId("c-1"),
                FACTS,
                new SessionUse("psql", "127.0.0.1", 3, 40, 2),
                approved == null ? null : "ticket 7",
                Map.of("traceparent", "00-1-2-01"),
                approved);
    }
}
