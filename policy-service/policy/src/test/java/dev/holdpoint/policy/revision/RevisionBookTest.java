package dev.holdpoint.policy.revision;

import static dev.holdpoint.policy.revision.History.R;
import static dev.holdpoint.policy.revision.History.READS;
import static dev.holdpoint.policy.revision.History.SEALS;
import static dev.holdpoint.policy.revision.History.SELF;
import static dev.holdpoint.policy.revision.History.W;
import static dev.holdpoint.policy.revision.History.WRITES;
import static dev.holdpoint.policy.revision.History.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicyShadowed;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.policy.revision.KnownRevision.State;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Keep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody who writes to the store could try. */
class RevisionBookTest {
    private static final PolicyEvent ACTIVATED_R =
            SEALS.sign(new PolicyActivated(R, 1, null, null), SELF);

    private static final NoteSigner NEW_KEY = NoteSigner.generate("holdpoint.dev/policy/new");

    private final History history =
            new History()
                    .signed(SELF, published(READS), new PolicyActivated(R, 1, null, null))
                    .signed(SELF, published(WRITES), new PolicyActivated(W, 2, null, null))
                    .signed(SELF, new PolicyRetired(R));

    @Test
    void an_activation_that_nobody_signed_counts_for_nothing() {
        history.raw(SELF, new PolicyActivated(R, 3, null, null));

        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.doubt()).contains("its activation is not signed");
    }

    @Test
    void an_activation_signed_by_another_key_counts_for_nothing() {
        var other = new Seals(NoteSigner.generate("holdpoint.dev/policy/test"), List.of());
        history.raw(SELF, other.sign(new PolicyActivated(R, 3, null, null), SELF));

        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.doubt()).contains("not signed by a key this service trusts");
    }

    @Test
    void what_counted_for_nothing_is_told_until_the_next_activation() {
        history.raw(SELF, new PolicyActivated(R, 3, null, null));
        assertThat(history.doubt()).contains("its activation is not signed");

        history.signed(SELF, new PolicyActivated(R, 3, null, null));

        assertThat(history.doubt()).isEqualTo("null");
    }

    @Test
    void a_new_key_decides_nothing_while_nobody_vouches_for_the_former_one() {
        var store = new History(new Seals(NEW_KEY, List.of()));
        store.signed(SELF, published(READS), new PolicyActivated(R, 1, null, null));

        assertThat(store.now().estranged()).isTrue();
        assertThatThrownBy(() -> store.decide(new Keep(W, WRITES, false)))
                .isInstanceOf(RevisionRefused.StrangeKey.class);
        assertThat(store.decides()).isEmpty();
    }

    @Test
    void a_new_key_that_knows_some_of_the_former_ones_does_not_undo_the_choice_of_the_others() {
        var known = NoteSigner.generate("holdpoint.dev/policy/known");
        var store = new History(new Seals(NEW_KEY, List.of(known.verifierKey())));
        var older = new Seals(known, List.of());
        store.raw(SELF, older.sign(published(READS), SELF))
                .raw(SELF, older.sign(new PolicyActivated(R, 1, null, null), SELF))
                .signed(SELF, published(WRITES), new PolicyActivated(W, 2, null, null));

        assertThat(store.now().estranged()).isTrue();
        assertThat(store.decides()).isEmpty();
    }

    @Test
    void a_new_key_begins_anew_once_somebody_says_that_the_former_one_is_lost() {
        var seals = new Seals(NEW_KEY, List.of(), true);
        var store =
                new History(seals)
                        .signed(SELF, published(READS), new PolicyActivated(R, 1, null, null));

        assertThat(store.decide(new Keep(W, WRITES, false))).hasSize(2);
    }

    @Test
    void who_has_signed_here_goes_on_whatever_strange_keys_add() {
        var other = new Seals(NEW_KEY, List.of());
        history.raw(SELF, other.sign(new PolicyActivated(R, 3, null, null), SELF));

        assertThat(history.now().estranged()).isFalse();
        assertThat(history.decides()).contains(W);
    }

    @Test
    void an_activation_that_is_played_again_counts_for_nothing() {
        history.raw(SELF, ACTIVATED_R);

        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.doubt()).contains("its activation was there before");
    }

    @Test
    void who_tries_what_decided_before_does_not_make_it_new() {
        history.signed(SELF, new PolicyShadowed(R, null));

        assertThat(history.now().get(R).state()).isEqualTo(State.SHADOW);
        assertThat(Proposal.hasDecided(R, history.now())).isTrue();
    }

    @Test
    void a_retirement_of_the_active_revision_counts_for_nothing() {
        history.signed(SELF, new PolicyActivated(R, 3, null, null)).raw(SELF, new PolicyRetired(R));

        assertThat(history.now().active()).isEqualTo(R);
        assertThat(history.now().get(R).state()).isEqualTo(State.ACTIVE);
        assertThat(history.doubt()).contains("only the activation of another one retires it");
        assertThat(history.decide(new Keep(W, WRITES, false))).isEmpty();
    }

    @Test
    void an_activation_retires_the_revision_before_without_a_word_of_it() {
        history.signed(SELF, new PolicyActivated(R, 3, null, null));

        assertThat(history.now().get(W).state()).isEqualTo(State.RETIRED);
        assertThat(history.now().rollsBackTo()).contains(W);
    }

    @Test
    void what_never_decided_is_not_retired_by_a_line_in_the_store() {
        var sources = History.sources("more", "ddl");
        history.signed(SELF, published(sources)).raw(SELF, new PolicyRetired(id(sources)));

        assertThat(history.now().get(id(sources)).state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void the_note_of_one_activation_is_good_for_no_other() {
        var note = ((PolicyActivated) ACTIVATED_R).note();
        history.raw(SELF, new PolicyActivated(R, 3, null, note))
                .raw(SELF, new PolicyActivated(W, 1, null, note))
                .raw(new Actor("mallory", "http://issuer"), new PolicyActivated(R, 1, null, note))
                .raw(SELF, new PolicyActivated(R, 4, null, "no note at all"));

        assertThat(history.now().active()).isEqualTo(W);
        assertThat(history.now().activations()).isEqualTo(2);
    }

    @Test
    void the_note_of_a_publication_activates_nothing() {
        var published = (PolicyPublished) SEALS.sign(published(READS), SELF);
        history.raw(SELF, new PolicyActivated(R, 3, null, published.note()));

        assertThat(history.now().active()).isEqualTo(W);
    }

    @Test
    void documents_that_are_not_those_of_the_digest_are_no_revision() {
        var forged = new PolicyPublished(W, READS, "file", null, null);
        history.raw(SELF, SEALS.sign(forged, SELF));

        assertThat(history.now().get(W).sources()).isEqualTo(WRITES);
        assertThat(history.doubt()).contains("its documents are not those of its digest");
    }

    @Test
    void a_publication_in_the_name_of_somebody_else_counts_for_nothing() {
        var sources = History.sources("more", "ddl");
        var note = ((PolicyPublished) SEALS.sign(published(sources), SELF)).note();
        var forged = new PolicyPublished(History.id(sources), sources, "file", null, note);
        history.raw(new Actor("carol", "http://issuer"), forged);

        assertThat(history.now().find(History.id(sources))).isEmpty();
    }

    @Test
    void an_unsigned_publication_counts_for_nothing_once_there_are_signatures() {
        var sources = History.sources("more", "ddl");
        history.raw(SELF, published(sources));

        assertThat(history.now().find(History.id(sources))).isEmpty();
        assertThat(history.doubt()).contains("its publication is not signed");
    }

    @Test
    void the_digest_tells_where_one_file_ends_and_the_next_begins() {
        assertThat(History.id(List.of(new PolicySource("a", "b"), new PolicySource("c", "d"))))
                .isNotEqualTo(History.id(List.of(new PolicySource("a", "b1:c1:d"))))
                .isNotEqualTo(History.id(List.of(new PolicySource("c", "d"))));
    }

    @Test
    void an_activation_whose_documents_are_gone_decides_nothing() {
        var store = new History().raw(SELF, ACTIVATED_R);

        assertThat(store.now().active()).isEqualTo(R);
        assertThat(store.now().find(R)).isEmpty();
    }

    @Test
    void a_former_key_that_is_trusted_still_counts() {
        var next = NoteSigner.generate("holdpoint.dev/policy/next");
        var both = new Seals(next, List.of(History.KEY.verifierKey()));
        var store = new History(both).signed(SELF, published(READS)).raw(SELF, ACTIVATED_R);
        store.raw(SELF, both.sign(new PolicyActivated(R, 2, null, null), SELF));

        assertThat(store.now().active()).isEqualTo(R);
        assertThat(store.now().activations()).isEqualTo(2);
    }

    private static PolicyPublished published(List<PolicySource> sources) {
        return new PolicyPublished(History.id(sources), sources, "file", null, null);
    }
}
