package dev.holdpoint.policy.revision;

import static dev.holdpoint.policy.revision.History.R;
import static dev.holdpoint.policy.revision.History.READS;
import static dev.holdpoint.policy.revision.History.SELF;
import static dev.holdpoint.policy.revision.History.W;
import static dev.holdpoint.policy.revision.History.WRITES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Keep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What counts after one key was lost and another one took the place of the next. */
class KeyRotationTest {
    private static final NoteSigner LOST = NoteSigner.generate("holdpoint.dev/policy/lost");
    private static final NoteSigner SECOND = NoteSigner.generate("holdpoint.dev/policy/second");
    private static final NoteSigner THIRD = NoteSigner.generate("holdpoint.dev/policy/third");
    private static final NoteSigner FOURTH = NoteSigner.generate("holdpoint.dev/policy/fourth");

    private final List<PolicyEvent> store = new ArrayList<>();

    @Test
    void a_rotation_after_a_key_was_lost_is_like_any_other() {
        signs(LOST, published(READS), activated(R, 1));
        keeps(new Seals(SECOND, List.of(), true), W, WRITES);

        var rotated = seen(new Seals(THIRD, trusted(SECOND)));

        assertThat(rotated.now().estranged()).isFalse();
        assertThat(rotated.decides()).contains(W);
    }

    @Test
    void a_key_that_is_lost_later_is_unknown_whatever_became_of_the_one_before_it() {
        signs(LOST, published(READS), activated(R, 1));
        keeps(new Seals(SECOND, List.of(), true), W, WRITES);

        assertThat(seen(new Seals(THIRD, List.of())).now().estranged()).isTrue();
    }

    @Test
    void what_the_former_service_passed_over_goes_on_being_passed_over() {
        signs(SECOND, published(READS), published(WRITES), activated(R, 1));
        signs(LOST, activated(W, 2));
        signs(SECOND, activated(R, 2));

        assertThat(seen(new Seals(THIRD, trusted(SECOND))).decides()).contains(R);
    }

    @Test
    void what_the_former_service_counted_is_not_passed_over_for_want_of_its_key() {
        signs(LOST, published(READS), published(WRITES), activated(R, 1));
        signs(SECOND, published(WRITES), activated(W, 2), published(READS), activated(R, 3));

        var rotated = seen(new Seals(THIRD, trusted(SECOND)));

        assertThat(rotated.now().estranged()).isTrue();
        assertThat(rotated.decides()).isEmpty();
        assertThat(seen(new Seals(THIRD, trusted(SECOND, LOST))).decides()).contains(R);
    }

    @Test
    void what_strangers_sign_after_the_last_activation_denies_until_people_say_otherwise_once() {
        signs(SECOND, published(READS), activated(R, 1));
        signs(LOST, published(WRITES), activated(W, 2));
        assertThat(seen(new Seals(THIRD, trusted(SECOND))).decides()).isEmpty();

        keeps(new Seals(THIRD, trusted(SECOND), true), R, READS);

        assertThat(seen(new Seals(THIRD, trusted(SECOND))).decides()).contains(R);
        assertThat(seen(new Seals(FOURTH, trusted(THIRD, SECOND))).decides()).contains(R);
    }

    @Test
    void who_says_that_a_key_is_lost_undoes_nothing_that_a_known_one_signed() {
        signs(SECOND, published(READS), activated(R, 1), rest(WRITES), activated(W, 2));
        signs(LOST, activated(R, 3));

        keeps(new Seals(THIRD, trusted(SECOND), true), R, READS);

        assertThat(seen(new Seals(THIRD, trusted(SECOND))).decides()).contains(W);
    }

    private void signs(NoteSigner key, PolicyEvent... events) {
        var seals = new Seals(key, List.of());
        Stream.of(events).map(event -> seals.sign(event, SELF)).forEach(store::add);
    }

    private void keeps(Seals seals, RevisionId revision, List<PolicySource> sources) {
        seen(seals).decide(new Keep(revision, sources, false)).stream()
                .map(event -> seals.sign(event, SELF))
                .forEach(store::add);
    }

    private History seen(Seals seals) {
        var history = new History(seals);
        store.forEach(event -> history.raw(SELF, event));
        return history;
    }

    private static List<VerifierKey> trusted(NoteSigner... keys) {
        return Stream.of(keys).map(NoteSigner::verifierKey).toList();
    }

    private static PolicyActivated activated(RevisionId revision, long number) {
        return new PolicyActivated(revision, number, null, null);
    }

    private static PolicyPublished published(List<PolicySource> sources) {
        return new PolicyPublished(History.id(sources), sources, "file", null, null);
    }

    private static PolicyPublished rest(List<PolicySource> sources) {
        return new PolicyPublished(History.id(sources), sources, "rest", null, null);
    }
}
