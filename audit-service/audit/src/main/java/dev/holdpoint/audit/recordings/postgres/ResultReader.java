package dev.holdpoint.audit.recordings.postgres;

import dev.holdpoint.audit.recordings.postgres.Messages.Next;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client was shown of a command, part by part. Whatever the bytes are, it answers:
 * what could be read before the first that could not, and where that was.
 */
public final class ResultReader {
    private static final int MOST_MESSAGES = 5_000;

    private final Piece piece;
    private final Messages messages;
    private final int limit;
    private final List<ShownStatement> statements = new ArrayList<>();
    private OpenStatement open;
    private long description;
    private long began;
    private int rows;
    private int read;

    private ResultReader(Piece piece, Mark from, int limit) {
        this.piece = piece;
        this.messages = new Messages(piece);
        this.limit = limit;
        this.open = new OpenStatement(from.statement());
        this.description = from.description();
        this.began = from.position();
    }

    /**
     * Reads at most {@code limit} rows.
     *
     * @param piece begins at {@code from}
     * @param description begins with the message that {@code from} names as description; null if it
     *     names none
     */
    public static ShownPart read(Piece piece, @Nullable Piece description, Mark from, int limit) {
        var reader = new ResultReader(piece, from, limit);
        try {
            reader.describe(description);
            return reader.read();
        } catch (MalformedMessage e) {
            return reader.part(null, "byte %d: %s".formatted(reader.began, e.getMessage()));
        }
    }

    private void describe(@Nullable Piece known) {
        if (known != null
                && new Messages(known).next() instanceof Next.Message(var kind, var body)) {
            switch (kind) {
                case 'T' -> open.described(body);
                case 'H' -> open.copyBegins(body);
                default -> throw new MalformedMessage("no description at " + description);
            }
        }
    }

    private ShownPart read() {
        while (true) {
            began = messages.position();
            if (isFull()) {
                return part(mark(began), null);
            }
            switch (messages.next()) {
                case Next.Message(var kind, var body) -> take(kind, body);
                case Next.Beyond(var end) -> {
                    return beyond(end);
                }
                case Next.Over(var inMessage) -> {
                    return part(null, inMessage ? cutOff() : null);
                }
            }
        }
    }

    private boolean isFull() {
        return rows >= limit && messages.isNextRow()
                || read >= MOST_MESSAGES && began < piece.total();
    }

    private ShownPart beyond(long end) {
        if (!messages.isAtStart()) {
            return part(mark(began), null);
        }
        open.leaveOut(end - began);
        return part(mark(Math.max(end, began + 1)), null);
    }

    private @Nullable String cutOff() {
        return piece.ended() ? "byte %d: the recording ends in a message".formatted(began) : null;
    }

    private Mark mark(long position) {
        return new Mark(position, open.number(), description);
    }

    private void take(char kind, MessageBody body) {
        read++;
        switch (kind) {
            case 'T' -> {
                open.described(body);
                description = began;
            }
            case 'H' -> {
                open.copyBegins(body);
                description = began;
            }
            case 'D' -> {
                rows++;
                open.row(body);
            }
            case 'd' -> {
                rows++;
                open.data(body);
            }
            case 'V' -> {
                open.functionResult(body);
                end(null, null);
            }
            case 'C' -> end(body.string(), null);
            case 'I' -> end("", null);
            case 'E' -> end(null, Report.read(body));
            case 'N' -> open.notice(body);
            case 'A' -> open.notification(body);
            case 'S' -> open.parameter(body);
            case 's' -> open.suspend();
            default -> {}
        }
    }

    private void end(@Nullable String tag, @Nullable Report error) {
        statements.add(open.ended(tag, error));
        open = new OpenStatement(open.number() + 1);
        description = -1;
    }

    private ShownPart part(@Nullable Mark next, @Nullable String malformed) {
        if (open.isTouched()) {
            statements.add(open.ended(null, null));
        }
        return new ShownPart(statements, next, malformed);
    }
}
