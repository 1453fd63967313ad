package dev.holdpoint.policy.revision;

import static dev.holdpoint.policy.revision.History.R;
import static dev.holdpoint.policy.revision.History.READS;
import static dev.holdpoint.policy.revision.History.W;
import static dev.holdpoint.policy.revision.History.WRITES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.revision.KnownRevision.State;
import dev.holdpoint.policy.revision.PolicyDecider.Action;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Activate;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Keep;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Publish;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Try;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDeciderTest {
    private static final Principal CAROL = Asking.human("carol", "security");
    private static final Principal DAVE = Asking.human("dave", "security");
    private static final Principal CAROLS_AGENT = agentOf(CAROL, "helper");

    private final History history = new History();

    @Test
    void documents_are_published_once_and_decide_nothing() {
        history.does(CAROL, new Publish(R, READS, CAROL));

        assertThat(history.now().active()).isNull();
        assertThat(history.now().get(R).publisher()).isEqualTo(Actor.of(CAROL.id()));
        assertThat(history.decide(new Publish(R, READS, CAROL))).isEmpty();
    }

    @Test
    void everybody_who_publishes_a_revision_is_on_record_once() {
        history.does(CAROL, new Publish(R, READS, CAROL)).does(DAVE, new Publish(R, READS, DAVE));

        assertThat(history.now().get(R).people()).containsExactly(CAROL.id(), DAVE.id());
        assertThat(history.now().get(R).publisher()).isEqualTo(Actor.of(CAROL.id()));
        assertThat(history.decide(new Publish(R, READS, DAVE))).isEmpty();
        assertRefused(RevisionRefused.SamePerson.class, DAVE);
    }

    @Test
    void with_four_eyes_who_publishes_what_the_directory_has_does_not_activate_it() {
        history.keeps(READS, true).does(CAROL, new Publish(R, READS, CAROL));

        assertRefused(RevisionRefused.SamePerson.class, CAROL);
        assertThat(history.decide(fourEyes(DAVE))).hasSize(1);
    }

    @Test
    void to_activate_a_revision_retires_the_one_before() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        published(W);

        assertThat(history.decide(activate(W, R)))
                .containsExactly(new PolicyActivated(W, 2, null, null), new PolicyRetired(R));
        history.does(CAROL, activate(W, R));
        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.now().get(R).state()).isEqualTo(State.RETIRED);
    }

    @Test
    void an_earlier_revision_can_come_back() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        published(W).does(CAROL, activate(W, R)).does(CAROL, activate(R, W));

        assertThat(history.now().active()).isEqualTo(R);
        assertThat(history.now().activations()).isEqualTo(3);
        assertThat(history.decide(activate(R, R))).isEmpty();
    }

    @Test
    void who_expects_another_revision_than_the_active_one_is_told_which_it_is() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        published(W);

        assertThatThrownBy(() -> history.decide(activate(W, Rulebook.NONE)))
                .isInstanceOfSatisfying(
                        RevisionRefused.Overtaken.class,
                        refused -> assertThat(refused.current()).isEqualTo(R));
        assertThatThrownBy(() -> history.decide(activate(R, W)))
                .isInstanceOf(RevisionRefused.Overtaken.class);
    }

    @Test
    void what_was_never_published_cannot_decide() {
        assertThatThrownBy(() -> history.decide(activate(R, Rulebook.NONE)))
                .isInstanceOf(RevisionRefused.Unknown.class);
    }

    @Test
    void what_was_published_before_there_were_signatures_is_to_be_published_again() {
        history.raw(History.SELF, new PolicyPublished(R, READS, "file", null, null));

        assertThatThrownBy(() -> history.decide(activate(R, Rulebook.NONE)))
                .isInstanceOf(RevisionRefused.Unsigned.class);
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        assertThat(history.now().active()).isEqualTo(R);
    }

    @Test
    void with_four_eyes_nobody_on_the_publishers_side_activates() {
        published(R);

        assertRefused(RevisionRefused.SamePerson.class, CAROL);
        assertRefused(RevisionRefused.SamePerson.class, CAROLS_AGENT);
        assertRefused(RevisionRefused.NotAPerson.class, agentOf(DAVE, "other"));
        assertRefused(RevisionRefused.NotAPerson.class, Asking.DEPLOY_BOT);
        assertThat(history.decide(fourEyes(DAVE))).hasSize(1);
    }

    @Test
    void agents_activate_nothing_though_nobody_asks_for_four_eyes() {
        history.does(CAROLS_AGENT, new Publish(R, READS, CAROLS_AGENT));
        published(W);
        var ownAgent = new Principal(DAVE.id(), "dave", PrincipalKind.AGENT, DAVE.groups(), null);

        for (var agent : List.of(CAROLS_AGENT, agentOf(DAVE, "other"), ownAgent)) {
            assertThatThrownBy(() -> history.decide(new Activate(R, Rulebook.NONE, agent, false)))
                    .isInstanceOf(RevisionRefused.NotAPerson.class);
        }
        var byMachine = new Activate(R, Rulebook.NONE, Asking.DEPLOY_BOT, false);
        assertThat(history.decide(byMachine)).hasSize(1);
        assertThat(history.decide(activate(R, Rulebook.NONE))).hasSize(1);
    }

    @Test
    void with_four_eyes_the_person_behind_an_agent_that_published_does_not_activate() {
        history.does(CAROLS_AGENT, new Publish(R, READS, CAROLS_AGENT));

        assertRefused(RevisionRefused.SamePerson.class, CAROL);
        assertRefused(RevisionRefused.SamePerson.class, agentOf(CAROL, "second"));
        assertThat(history.decide(fourEyes(DAVE))).hasSize(1);
    }

    @Test
    void with_four_eyes_a_directory_publishes_and_any_person_activates() {
        history.keeps(READS, true);

        assertThat(history.now().active()).isNull();
        assertThat(history.decide(new Keep(R, READS, true))).isEmpty();
        assertThat(history.decide(fourEyes(CAROL))).hasSize(1);
    }

    @Test
    void a_directory_is_published_and_decides_at_once() {
        history.keeps(READS, false).keeps(WRITES, false);

        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.now().filed()).isEqualTo(W);
        assertThat(history.decide(new Keep(W, WRITES, false))).isEmpty();
    }

    @Test
    void what_a_person_activated_stays_until_the_directory_has_other_policies() {
        history.keeps(READS, false).keeps(WRITES, false).does(CAROL, activate(R, W));

        assertThat(history.decide(new Keep(W, WRITES, false))).isEmpty();
        history.keeps(READS, false);
        assertThat(history.now().active()).isEqualTo(R);
        history.keeps(WRITES, false);
        assertThat(history.now().active()).isEqualTo(W);
    }

    @Test
    void a_directory_without_policies_never_takes_the_place_of_what_decides() {
        var none = new Keep(new RevisionId(SourceDigest.of(List.of()).value()), List.of(), false);
        assertThat(history.decide(none)).isNotEmpty();

        history.keeps(READS, false);
        assertThat(history.decide(none)).isEmpty();
        history.keeps(WRITES, false).does(CAROL, activate(R, W));
        assertThat(history.decide(none)).isEmpty();
    }

    @Test
    void a_directory_gives_the_unsigned_revision_of_an_older_version_its_signature() {
        history.raw(History.SELF, new PolicyPublished(R, READS, "file", null, null))
                .raw(History.SELF, new PolicyActivated(R, 0, null, null));
        assertThat(history.now().active()).isEqualTo(R);

        assertThat(history.decide(new Keep(R, READS, true)))
                .containsExactly(
                        new PolicyPublished(R, READS, "file", null, null),
                        new PolicyActivated(R, 1, null, null));
        history.keeps(READS, true);
        assertThat(history.now().get(R).signed()).isTrue();
        assertThat(history.decide(new Keep(R, READS, true))).isEmpty();
    }

    @Test
    void a_revision_is_tried_beside_the_active_one_until_another_or_none_is() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        published(W).does(DAVE, new Try(W, DAVE));

        assertThat(history.now().active()).isEqualTo(R);
        assertThat(history.now().shadow()).isEqualTo(W);
        assertThat(history.now().get(W).state()).isEqualTo(State.SHADOW);
        assertThat(history.decide(new Try(W, CAROL))).isEmpty();
        history.does(CAROL, new Try(null, CAROL));
        assertThat(history.now().shadow()).isNull();
        assertThat(history.now().get(W).state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void a_revision_that_is_tried_can_be_activated_and_then_is_tried_no_more() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        published(W).does(CAROL, new Try(W, CAROL)).does(CAROL, activate(W, R));

        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.now().shadow()).isNull();
        assertThat(history.now().get(R).state()).isEqualTo(State.RETIRED);
    }

    @Test
    void the_revision_before_is_the_one_that_decided_whatever_was_tried_since() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        assertThat(history.now().rollsBackTo()).isEmpty();
        published(W).does(CAROL, activate(W, R));
        assertThat(history.now().rollsBackTo()).contains(R);

        history.does(DAVE, new Try(R, DAVE));
        assertThat(history.now().rollsBackTo()).contains(R);
        history.does(DAVE, new Try(null, DAVE));
        assertThat(history.now().get(R).state()).isEqualTo(State.RETIRED);
        assertThat(history.now().rollsBackTo()).contains(R);

        history.does(CAROL, activate(R, W));
        assertThat(history.now().rollsBackTo()).contains(W);
    }

    @Test
    void a_revision_that_was_tried_only_is_none_to_roll_back_to() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));
        published(W).does(DAVE, new Try(W, DAVE)).does(DAVE, new Try(null, DAVE));

        assertThat(history.now().get(W).state()).isEqualTo(State.PUBLISHED);
        assertThat(history.now().rollsBackTo()).isEmpty();
    }

    @Test
    void neither_the_active_revision_is_tried_nor_one_that_was_never_published() {
        published(R).does(CAROL, activate(R, Rulebook.NONE));

        assertThatThrownBy(() -> history.decide(new Try(R, CAROL)))
                .isInstanceOf(RevisionRefused.AlreadyActive.class);
        assertThatThrownBy(() -> history.decide(new Try(W, CAROL)))
                .isInstanceOf(RevisionRefused.Unknown.class);
    }

    private History published(RevisionId revision) {
        var sources = revision.equals(R) ? READS : WRITES;
        return history.does(CAROL, new Publish(revision, sources, CAROL));
    }

    private static Action activate(RevisionId revision, RevisionId expected) {
        return new Activate(revision, expected, CAROL, false);
    }

    private static Action fourEyes(Principal by) {
        return new Activate(R, Rulebook.NONE, by, true);
    }

    private void assertRefused(Class<? extends RevisionRefused> why, Principal by) {
        assertThatThrownBy(() -> history.decide(fourEyes(by))).isInstanceOf(why);
    }

    private static Principal agentOf(Principal human, String name) {
        return new Principal(
                new PrincipalId(Asking.ISSUER, name),
                name,
                PrincipalKind.AGENT,
                List.of("security"),
                human.id());
    }
}
