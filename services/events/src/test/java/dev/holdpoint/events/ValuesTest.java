package dev.holdpoint.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldTerms.Escalation;
import dev.holdpoint.events.HoldTerms.FollowUp;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the records refuse and keep, so that nobody downstream has to ask again. */
class ValuesTest {
    private static final List<QuorumPart> ONE_DBA = List.of(new QuorumPart("dba", 1));
    private static final List<QuorumPart> TWICE =
            List.of(new QuorumPart("dba", 1), new QuorumPart("dba", 2));

    static Stream<Function<String, Object>> ids() {
        return Stream.of(
                SessionId::new,
                CommandId::new,
                HoldId::new,
                EventId::new,
                StreamId::new,
                GrantId::new,
                TargetName::new,
                RevisionId::new);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_id_is_its_text_and_not_blank(Function<String, Object> id) {
        assertThat(id.apply("a-1")).hasToString("a-1").isEqualTo(id.apply("a-1"));
        assertThatThrownBy(() -> id.apply(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_principal_is_somebody_of_some_issuer() {
        assertThat(new PrincipalId("http://issuer", "alice")).hasToString("http://issuer#alice");
        assertThatThrownBy(() -> new PrincipalId("", "alice"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrincipalId("http://issuer", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:AB", "md5:0", "sha256:00 "})
    void a_digest_has_one_form(String text) {
        assertThatThrownBy(() -> new Digest(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 86_401, Long.MAX_VALUE})
    void a_hold_expires_within_a_day(long seconds) {
        assertThatThrownBy(() -> terms(ONE_DBA, seconds))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hold_needs_somebody_who_may_release_it() {
        assertThat(terms(ONE_DBA, 86_400).expiresAfterSeconds()).isEqualTo(86_400);
        assertThatThrownBy(() -> terms(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new QuorumPart("dba", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hold_has_one_to_five_stages_of_groups_named_once_or_a_quorum() {
        var stage = new Stage(ONE_DBA);
        var strict = new Only(List.of("on-call"), List.of("contractors"));

        assertThat(staged(List.of(), List.of(stage, stage)).order()).hasSize(2);
        assertThat(staged(List.of(), List.of(stage))).isEqualTo(terms(ONE_DBA, 900));
        assertThat(staged(List.of(), List.of(new Stage(List.of(new QuorumPart("dba", 1, strict))))))
                .satisfies(terms -> assertThat(terms.quorum()).isEmpty());
        for (var wrong :
                List.<Runnable>of(
                        () -> staged(List.of(), List.of()),
                        () -> staged(ONE_DBA, List.of(stage, stage)),
                        () -> staged(List.of(), Collections.nCopies(6, stage)),
                        () -> staged(List.of(), List.of(stage, new Stage(TWICE))),
                        () -> terms(List.of(new QuorumPart("dba", 1, strict)), 900),
                        () -> new Stage(List.of()),
                        () -> new Only(List.of(), List.of()))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void what_follows_up_does_so_before_the_hold_expires() {
        var escalation = new Escalation(899, List.of("leads"));

        assertThat(following(new FollowUp(1L, escalation)).followUp()).isNotNull();
        for (var wrong :
                List.<Runnable>of(
                        () -> following(new FollowUp(900L, null)),
                        () -> following(new FollowUp(0L, null)),
                        () -> following(new FollowUp(null, new Escalation(900, List.of("x")))),
                        () -> new FollowUp(null, null),
                        () -> new Escalation(5, List.of()))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_part_admits_members_of_its_group_and_only_those_it_says() {
        var part =
                new QuorumPart(
                        "dba", 1, new Only(List.of("on-call"), List.of("contractors", "interns")));

        assertThat(part.admits(List.of("on-call", "dba"))).isTrue();
        assertThat(part.admits(List.of("on-call"))).isFalse();
        assertThat(part.admits(List.of("dba"))).isFalse();
        assertThat(part.admits(List.of("dba", "on-call", "interns"))).isFalse();
        assertThat(new QuorumPart("dba", 1).admits(List.of("dba", "interns"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void a_mask_keeps_between_nothing_and_sixty_four_characters(int count) {
        assertThatThrownBy(() -> new Mask.KeepLast(count))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void effects_are_told_once_and_in_order() {
        var facts = facts(List.of(Effect.UNKNOWN, Effect.WRITE, Effect.READ, Effect.WRITE));

        assertThat(facts.effects()).containsExactly(Effect.READ, Effect.WRITE, Effect.UNKNOWN);
    }

    @Test
    void a_record_does_not_change_with_the_list_it_was_made_of() {
        var groups = new ArrayList<>(List.of("agents"));
        var id = new PrincipalId("http://issuer", "support-agent");
        var principal = new Principal(id, "support-agent", PrincipalKind.AGENT, groups, null);

        groups.add("dba");

        assertThat(principal.groups()).containsExactly("agents");
    }

    @Test
    void the_glass_is_for_somebody_to_break() {
        var terms = terms(ONE_DBA, 900);

        assertThat(terms.breakers()).isEmpty();
        assertThat(terms.breakableBy(List.of("on-call")).breakers()).containsExactly("on-call");
        assertThatThrownBy(() -> terms.breakableBy(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sequences_start_at_one() {
        assertThat(envelope(1).family()).isEqualTo(EventFamily.APPROVALS);
        assertThatThrownBy(() -> envelope(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static HoldTerms terms(List<QuorumPart> quorum, long seconds) {
        return HoldTerms.waiting(quorum, seconds, false, new InTransaction.Deny());
    }

    private static HoldTerms staged(List<QuorumPart> quorum, List<Stage> stages) {
        return new HoldTerms(
                quorum,
                900,
                HoldMode.WAIT,
                false,
                new InTransaction.Deny(),
                0,
                900,
                stages,
                null,
                null);
    }

    private static HoldTerms following(FollowUp followUp) {
        return new HoldTerms(
                ONE_DBA,
                900,
                HoldMode.WAIT,
                false,
                new InTransaction.Deny(),
                0,
                900,
                null,
                followUp,
                null);
    }

    private static CommandFacts facts(List<Effect> effects) {
        return new CommandFacts(
                List.of(), effects, List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), true, false, null, "");
    }

    private static Envelope<HoldExpired> envelope(long sequence) {
        return new Envelope<>(
                new EventId("e-1"),
                new StreamId("h-1"),
                sequence,
                Instant.EPOCH,
                Actor.service("approval-service"),
                "approval-service",
                null,
                new HoldExpired(new HoldId("h-1")));
    }
}
