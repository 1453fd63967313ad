package dev.holdpoint.policy.revision;

import static dev.holdpoint.policy.revision.History.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.target.TargetDecider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody who writes to the store could try with grants and targets. */
class RegisterChainTest {
    private static final Seals SEALS = History.SEALS;
    private static final NoteSigner NEXT = NoteSigner.generate("holdpoint.dev/policy/next");
    private static final GrantId GRANT = new GrantId("g");
    private static final GrantId OTHER = new GrantId("other");
    private static final GrantSpec READ = Asking.grant(List.of(Effect.READ), null, null);
    private static final GrantSpec ALL = Asking.everything();
    private static final GrantEvent ISSUED = new GrantIssued(GRANT, READ, null);
    private static final GrantEvent REVOKED = new GrantRevoked(GRANT, "left", true);
    private static final GrantEvent OTHER_ISSUED = new GrantIssued(OTHER, READ, null);
    private static final TargetEvent REGISTERED =
            new TargetRegistered(Asking.PAYMENTS, Asking.TARGET, "file");

    private final List<StoredEvent> store = new ArrayList<>();

    @Test
    void a_grant_that_nobody_signed_gives_nothing_and_is_told() {
        changes(SEALS, REGISTERED);
        writes(new GrantIssued(GRANT, ALL, null));

        assertThat(grants(SEALS)).isEmpty();
        assertThat(state(SEALS).doubt())
                .contains("1 events of grants or targets count for nothing", "grant/g at 3");
    }

    @Test
    void a_target_that_nobody_signed_stays_what_it_was() {
        changes(SEALS, REGISTERED);
        writes(new TargetChanged(Asking.PAYMENTS, elsewhere()));

        assertThat(state(SEALS).rulebook().targets())
                .isEqualTo(Map.of(Asking.PAYMENTS, Asking.TARGET));
    }

    @Test
    void what_nobody_signed_counts_no_more_when_others_are_signed_behind_it() {
        changes(SEALS, REGISTERED);
        writes(new GrantIssued(GRANT, ALL, null));
        changes(SEALS, OTHER_ISSUED);

        assertThat(grants(SEALS)).isEqualTo(Map.of(OTHER, READ));
        assertThat(state(SEALS).doubt()).contains("grant/g at 3");
        assertThat(state(SEALS).broken()).isNull();
    }

    @Test
    void a_signed_change_that_is_played_again_counts_for_nothing() {
        changes(SEALS, ISSUED);
        changes(SEALS, REVOKED);
        List.copyOf(store.subList(0, 2)).forEach(this::again);

        assertThat(grants(SEALS)).isEmpty();
        assertThat(state(SEALS).doubt()).contains("count");
    }

    @Test
    void a_revocation_that_is_gone_shows_and_nothing_counts_any_more() {
        changes(SEALS, ISSUED);
        changes(SEALS, REVOKED);
        store.remove(2);

        assertThat(state(SEALS).broken()).contains("were changed or are missing");
    }

    @Test
    void a_revocation_that_is_gone_with_its_seal_shows_at_the_next_one() {
        changes(SEALS, ISSUED);
        changes(SEALS, REVOKED);
        changes(SEALS, OTHER_ISSUED);
        store.subList(2, 4).clear();

        assertThat(state(SEALS).broken()).contains("were changed or are missing");
    }

    @Test
    void a_grant_that_was_changed_where_it_stands_shows() {
        changes(SEALS, ISSUED);
        store.set(0, stored(1, new GrantIssued(GRANT, ALL, null)));

        assertThat(state(SEALS).broken()).contains("were changed or are missing");
        assertThat(grants(SEALS)).isEmpty();
    }

    @Test
    void events_that_changed_places_show() {
        changes(SEALS, ISSUED, REVOKED);
        var first = store.get(0);
        store.set(0, store.get(1));
        store.set(1, first);

        assertThat(state(SEALS).broken()).isNotNull();
    }

    @Test
    void a_seal_is_good_for_no_other_events() {
        changes(SEALS, ISSUED);
        changes(SEALS, REVOKED);
        writes(new GrantIssued(OTHER, ALL, null));
        again(store.get(3));

        assertThat(grants(SEALS)).isEmpty();
        assertThat(state(SEALS).doubt()).contains("grant/other at 5");
    }

    @Test
    void what_another_key_sealed_counts_for_nothing() {
        changes(SEALS, ISSUED);
        changes(new Seals(NEXT, List.of(History.KEY.verifierKey())), OTHER_ISSUED);

        assertThat(grants(SEALS)).isEqualTo(Map.of(GRANT, READ));
        assertThat(state(SEALS).doubt()).isNotNull();
    }

    @Test
    void a_key_that_is_rotated_goes_on_where_the_former_one_was() {
        changes(SEALS, ISSUED);
        var rotated = new Seals(NEXT, List.of(History.KEY.verifierKey()));
        changes(rotated, OTHER_ISSUED);

        assertThat(grants(rotated)).isEqualTo(Map.of(GRANT, READ, OTHER, READ));
        assertThat(state(rotated).doubt()).isNull();
    }

    @Test
    void a_key_that_knows_nobody_waits_until_somebody_says_the_former_one_is_lost() {
        changes(SEALS, ISSUED);
        assertThat(state(new Seals(NEXT, List.of())).isAwaited()).isTrue();

        var anew = new Seals(NEXT, List.of(), true);
        changes(anew, OTHER_ISSUED);

        assertThat(grants(anew)).isEqualTo(Map.of(OTHER, READ));
        assertThat(grants(new Seals(NEXT, List.of()))).isEqualTo(Map.of(OTHER, READ));
    }

    @Test
    void nobody_vouches_for_what_strangers_sealed_nor_for_what_lies_beside_it() {
        changes(SEALS, ISSUED);
        writes(OTHER_ISSUED);
        var stranger = new Seals(NEXT, List.of());

        var head = state(stranger).known().seal();

        assertThat(head.awaited()).isTrue();
        assertThat(RegisterChain.vouching(head, stranger, SELF)).isEmpty();
    }

    @Test
    void what_is_there_from_before_there_were_seals_waits_until_somebody_vouches_for_it_once() {
        writes(REGISTERED);
        writes(ISSUED);
        assertThat(state(SEALS).isAwaited()).isTrue();
        assertThat(grants(SEALS)).isEmpty();

        append(RegisterChain.vouching(state(SEALS).known().seal(), SEALS, SELF));
        assertThat(state(SEALS).isAwaited()).isFalse();
        assertThat(grants(SEALS)).isEqualTo(Map.of(GRANT, READ));

        writes(OTHER_ISSUED);
        assertThat(RegisterChain.vouching(state(SEALS).known().seal(), SEALS, SELF)).isEmpty();
        assertThat(grants(SEALS)).isEqualTo(Map.of(GRANT, READ));
    }

    @Test
    void the_past_shows_what_decided_before_there_were_seals() {
        writes(ISSUED);
        var past = PublishedState.ofThePast(SEALS);
        store.forEach(past::apply);
        assertThat(past.rulebook().grants()).isEqualTo(Map.of(GRANT, READ));

        changes(SEALS, OTHER_ISSUED);
        var later = PublishedState.ofThePast(SEALS);
        store.forEach(later::apply);
        assertThat(later.rulebook().grants()).isEqualTo(Map.of(OTHER, READ));
    }

    /** A change as the service makes it. */
    private void changes(Seals seals, HoldpointEvent... events) {
        var additions =
                Stream.of(events)
                        .map(event -> new Addition(stream(event), List.of(event)))
                        .toList();
        append(RegisterChain.sealed(state(seals).known().seal(), seals, additions, SELF));
    }

    private void append(List<Addition> additions) {
        additions.forEach(addition -> addition.events().forEach(this::writes));
    }

    /** An event as somebody may write it by hand. */
    private void writes(HoldpointEvent event) {
        store.add(stored(store.size() + 1L, event));
    }

    private void again(StoredEvent event) {
        writes(event.envelope().event());
    }

    private static StoredEvent stored(long sequence, HoldpointEvent event) {
        return new StoredEvent(
                sequence,
                new Envelope<>(
                        new EventId("e-" + sequence),
                        stream(event),
                        sequence,
                        Asking.NOON.plusSeconds(sequence),
                        SELF,
                        "policy-service",
                        null,
                        event),
                StoredEvent.content(event));
    }

    private static StreamId stream(HoldpointEvent event) {
        return switch (event) {
            case GrantEvent grant -> GrantDecider.stream(grant.grant());
            case TargetEvent target -> TargetDecider.stream(target.target());
            default -> RegisterChain.STREAM;
        };
    }

    private PublishedState state(Seals seals) {
        var state = new PublishedState(seals);
        store.forEach(state::apply);
        return state;
    }

    private Map<GrantId, GrantSpec> grants(Seals seals) {
        return state(seals).rulebook().grants();
    }

    private static TargetSpec elsewhere() {
        return new TargetSpec(
                "postgres",
                "evil.example",
                5432,
                "payments",
                "app",
                "env:PAYMENTS",
                "disable",
                Map.of(),
                List.of());
    }
}
