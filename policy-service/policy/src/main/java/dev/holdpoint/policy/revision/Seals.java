package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicyShadowed;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RegisterEvent.RegisterSealed;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.ledger.MalformedLedger;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.SignedNote;
import dev.holdpoint.ledger.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs what becomes of revisions, grants and targets, and tells what was not signed so. A note's
 * text is two lines: the key's name, and the canonical JSON of who did what with which revision, or
 * with which grants and targets.
 */
public final class Seals {
    private static final String PUBLISHED = "published";
    private static final String ACTIVATED = "activated";
    private static final String SEALED = "sealed";

    private final NoteSigner signer;
    private final List<VerifierKey> trusted;
    private final boolean formerLost;

    /**
     * @param others keys that are trusted besides, such as former ones
     */
    public Seals(NoteSigner signer, List<VerifierKey> others) {
        this(signer, others, false);
    }

    /**
     * @param formerLost whether somebody said that a key which signed here is lost for good, so
     *     that the new one may begin anew
     */
    public Seals(NoteSigner signer, List<VerifierKey> others, boolean formerLost) {
        this.signer = signer;
        this.formerLost = formerLost;
        this.trusted = Stream.concat(Stream.of(signer.verifierKey()), others.stream()).toList();
    }

    /**
     * What is signed.
     *
     * @param origin of a publication
     * @param number of an activation
     */
    record Statement(
            String did,
            RevisionId revision,
            @Nullable String origin,
            @Nullable Long number,
            Actor actor,
            @Nullable PrincipalId onBehalfOf) {}

    /** What is signed of a seal of grants and targets. */
    record Sealing(String did, long number, long covers, Digest digest, Actor actor) {}

    /** What the note of an event says. */
    enum Standing {
        /** This service's own key signed it. */
        OWN,
        /** Another key that is trusted signed it. */
        TRUSTED,
        /** There is no note, as before there were signatures. */
        UNSIGNED,
        /** No key that is trusted signed the note, but another one says it did. */
        STRANGE,
        /** The note is of something else, or none at all. */
        FORGED;

        boolean isSigned() {
            return this == OWN || this == TRUSTED;
        }
    }

    /** Whether a key that never signed here may do so although nobody knows the one before it. */
    boolean mayBeginAnew() {
        return formerLost;
    }

    /** The event with its note. */
    PolicyEvent sign(PolicyEvent event, Actor actor) {
        return switch (event) {
            case PolicyPublished published ->
                    new PolicyPublished(
                            published.revision(),
                            published.sources(),
                            published.origin(),
                            published.onBehalfOf(),
                            note(statement(published, actor)));
            case PolicyActivated activated ->
                    new PolicyActivated(
                            activated.revision(),
                            activated.number(),
                            activated.onBehalfOf(),
                            note(statement(activated, actor)));
            case PolicyShadowed shadowed -> shadowed;
            case PolicyRetired retired -> retired;
        };
    }

    /** The seal of a change of grants and targets. */
    RegisterSealed seal(long number, long covers, Digest digest, Actor actor) {
        var note = note(new Sealing(SEALED, number, covers, digest, actor));
        return new RegisterSealed(number, covers, digest, note);
    }

    Standing of(RegisterSealed event, Actor actor) {
        return standing(
                event.note(),
                new Sealing(SEALED, event.number(), event.covers(), event.digest(), actor));
    }

    Standing of(PolicyPublished event, Actor actor) {
        return standing(event.note(), statement(event, actor));
    }

    Standing of(PolicyActivated event, Actor actor) {
        return standing(event.note(), statement(event, actor));
    }

    private static Statement statement(PolicyPublished event, Actor actor) {
        return new Statement(
                PUBLISHED, event.revision(), event.origin(), null, actor, event.onBehalfOf());
    }

    private static Statement statement(PolicyActivated event, Actor actor) {
        return new Statement(
                ACTIVATED, event.revision(), null, event.number(), actor, event.onBehalfOf());
    }

    private String note(Record statement) {
        return signer.sign(text(signer.verifierKey(), statement)).encode();
    }

    private static String text(VerifierKey key, Record statement) {
        var json = new String(EventJson.encodeValue(statement), StandardCharsets.UTF_8);
        return key.name() + "\n" + json + "\n";
    }

    private Standing standing(@Nullable String note, Record statement) {
        if (note == null) {
            return Standing.UNSIGNED;
        }
        try {
            return standing(SignedNote.parse(note), statement);
        } catch (MalformedLedger _) {
            return Standing.FORGED;
        }
    }

    private Standing standing(SignedNote note, Record statement) {
        if (vouches(signer.verifierKey(), note, statement)) {
            return Standing.OWN;
        }
        if (trusted.stream().anyMatch(key -> vouches(key, note, statement))) {
            return Standing.TRUSTED;
        }
        return trusted.stream().anyMatch(key -> isNamed(key, note))
                ? Standing.FORGED
                : Standing.STRANGE;
    }

    private static boolean isNamed(VerifierKey key, SignedNote note) {
        return note.signatures().stream()
                .anyMatch(line -> line.name().equals(key.name()) && line.keyId() == key.keyId());
    }

    private static boolean vouches(VerifierKey key, SignedNote note, Record statement) {
        return note.text().equals(text(key, statement)) && key.verifies(note);
    }
}
