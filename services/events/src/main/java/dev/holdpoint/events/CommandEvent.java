package dev.holdpoint.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of a command, written by the edge that owns its session. */
public sealed interface CommandEvent extends HoldpointEvent {
    SessionId session();

    CommandId command();

    /**
     * Policy answered. With {@link Decision.Allow} this is the intent: it is acknowledged by the
     * log before the first byte is forwarded. A held command gets a second one, naming its
     * approval, when it is released.
     *
     * @param digest what exactly would be forwarded; see {@link Digest}
     * @param text the statement for people and replay, with credential literals replaced; over 256
     *     KiB its beginning, its length in bytes and its SHA-256
     * @param parameters bind values as text; binary ones as {@code \x} and hex; SQL NULL as null is
     *     written {@code NULL}, quoted text is not
     * @param use what its session was and had done when it was decided
     * @param justification why, in the requester's words; null if none was given
     * @param tags what the client said caused it: sqlcommenter's keys and values, {@code
     *     traceparent} among them
     * @param approval the claimed hold that turned a hold into this allow
     * @param shadow what a revision that was tried at the time would have answered; null if none
     *     was, and at a release
     * @param statements what each statement does; null unless the text has several, of which {@code
     *     facts} are what all of them do
     * @param plan of a command that is held, how its target would run it; null if nobody asked
     */
    record CommandDecided(
            SessionId session,
            CommandId command,
            Principal principal,
            TargetName target,
            Digest digest,
            String text,
            List<String> parameters,
            CommandFacts facts,
            SessionUse use,
            @Nullable String justification,
            Map<String, String> tags,
            Decision decision,
            @Nullable HoldId hold,
            @Nullable HoldId approval,
            @Nullable ShadowAnswer shadow,
            @Nullable StatementList statements,
            @Nullable TargetPlan plan)
            implements CommandEvent {
        public CommandDecided {
            parameters = List.copyOf(parameters);
            tags = Map.copyOf(tags);
        }

        /** The same beside how its target would run it. */
        public CommandDecided planned(@Nullable TargetPlan known) {
            return new CommandDecided(
                    session,
                    command,
                    principal,
                    target,
                    digest,
                    text,
                    parameters,
                    facts,
                    use,
                    justification,
                    tags,
                    decision,
                    hold,
                    approval,
                    shadow,
                    statements,
                    known);
        }
    }

    /**
     * What one statement of several does.
     *
     * @param kind as in {@link CommandFacts#kinds}
     * @param effects deduplicated, in declaration order
     * @param reads relations read, as in {@link CommandFacts#reads}
     * @param writes relations written
     * @param fingerprint of the statement with constants stripped
     */
    record StatementFacts(
            String kind,
            List<Effect> effects,
            List<String> reads,
            List<String> writes,
            String fingerprint) {
        public StatementFacts {
            effects = effects.stream().distinct().sorted().toList();
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }
    }

    /**
     * The statements of a text, as far as there is room for them.
     *
     * @param listed the first ones, in order
     * @param unlisted how many more there are
     */
    record StatementList(List<StatementFacts> listed, long unlisted) {
        public StatementList {
            listed = List.copyOf(listed);
        }
    }

    /** The command was not forwarded; nothing of it reached the target. */
    record CommandRefused(SessionId session, CommandId command, RefusalCode code, String reason)
            implements CommandEvent {}

    /**
     * All that the client was shown of a command is recorded; follows its intent, before its
     * outcome, if policy has results recorded and there was anything to show. It is said again, of
     * all there is by then, whenever what the target says by itself was added after it.
     *
     * @param chunks how many {@link RecordingEvent.ResultChunk}s there are
     * @param bytes how many bytes the client was sent in them
     * @param digest the {@code digest} of the last chunk, which binds all of them
     */
    record ResultRecorded(
            SessionId session, CommandId command, long chunks, long bytes, Digest digest)
            implements CommandEvent {}

    /**
     * The one outcome of an intent.
     *
     * @param rows rows returned or affected as the target reported them; 0 if it reported none
     * @param masks those that were applied to the result
     * @param errorCode the target's own error code (SQLSTATE) when the outcome is an error
     */
    record CommandCompleted(
            SessionId session,
            CommandId command,
            Outcome outcome,
            long rows,
            List<MaskUse> masks,
            @Nullable String errorCode)
            implements CommandEvent {
        public CommandCompleted {
            masks = List.copyOf(masks);
        }
    }
}
