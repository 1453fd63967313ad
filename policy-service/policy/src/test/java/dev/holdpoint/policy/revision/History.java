package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.policy.evaluate.Asking;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to revisions, folded as it happens. */
final class History {
    static final Actor SELF = Actor.service("policy-service");
    static final NoteSigner KEY = NoteSigner.generate("holdpoint.dev/policy/test");
    static final Seals SEALS = new Seals(KEY, List.of());
    static final List<PolicySource> READS = sources("reads", "read");
    static final List<PolicySource> WRITES = sources("writes", "write");
    static final RevisionId R = id(READS);
    static final RevisionId W = id(WRITES);

    private final RevisionBook book;
    private long sequence;

    History() {
        this(SEALS);
    }

    History(Seals seals) {
        book = new RevisionBook(seals);
    }

    static List<PolicySource> sources(String rule, String effect) {
        var source =
                Asking.source(
                        "rules:\n  - { name: %s, decide: allow, match: { effects: [ %s ] } }"
                                .formatted(rule, effect));
        return List.of(new PolicySource(source.name(), source.text()));
    }

    static RevisionId id(List<PolicySource> sources) {
        return new RevisionId(SourceDigest.of(sources).value());
    }

    /** What somebody did, signed by the service. */
    History signed(Actor who, PolicyEvent... events) {
        Stream.of(events).forEach(event -> raw(who, SEALS.sign(event, who)));
        return this;
    }

    /** An event as it is found in the store. */
    History raw(Actor who, PolicyEvent event) {
        sequence++;
        book.apply(
                event,
                new Envelope<>(
                        new EventId("e-" + sequence),
                        PolicyDecider.stream(event.revision()),
                        sequence,
                        Asking.NOON.plusSeconds(sequence),
                        who,
                        "policy-service",
                        null,
                        event));
        return this;
    }

    /** What follows from an action, done by who asks for it. */
    History does(Principal who, PolicyDecider.Action action) {
        return signed(Actor.of(who.id()), decide(action).toArray(PolicyEvent[]::new));
    }

    /** What the service makes of its directory. */
    History keeps(List<PolicySource> sources, boolean fourEyes) {
        var action = new PolicyDecider.Action.Keep(id(sources), sources, fourEyes);
        return signed(SELF, decide(action).toArray(PolicyEvent[]::new));
    }

    List<PolicyEvent> decide(PolicyDecider.Action action) {
        return PolicyDecider.decide(now(), action);
    }

    Revisions now() {
        return book.at(sequence);
    }

    /** The revision that decisions are made from. */
    Optional<RevisionId> decides() {
        return book.active().map(KnownRevision::id);
    }

    String doubt() {
        return String.valueOf(book.doubt());
    }
}
