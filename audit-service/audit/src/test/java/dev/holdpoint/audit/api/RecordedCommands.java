package dev.holdpoint.audit.api;

import dev.holdpoint.audit.recordings.postgres.Backend;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands of a session whose results are recorded, each in its own state. */
final class RecordedCommands {
    private static final int CHUNK = 40;
    private static final byte[] SHOWN =
            new Backend()
                    .columns("name", "card_number")
                    .row("Ada", "************1234")
                    .row("Bob", null)
                    .tag("SELECT 2")
                    .tag("SET")
                    .bytes();

    final Story story;
    final CommandId whole = id();
    final CommandId running = id();
    final CommandId gap = id();
    final CommandId changed = id();
    final CommandId tooFew = id();
    final CommandId gone = id();
    final CommandId unrecorded = id();
    final CommandId malformed = id();
    private long sequence = 5;
    private long recorded;

    RecordedCommands(Story story) {
        this.story = story;
        var chunks = chunks(whole, SHOWN);
        tell(whole, chunks, chunks);
        tell(running, chunks(running, SHOWN).subList(0, 2), null);
        tell(gap, without(chunks(gap, SHOWN), 1), chunks(gap, SHOWN));
        tell(changed, changed(chunks(changed, SHOWN)), chunks(changed, SHOWN));
        tell(tooFew, chunks(tooFew, SHOWN).subList(0, 2), chunks(tooFew, SHOWN));
        tell(gone, List.of(), chunks(gone, SHOWN));
        tell(unrecorded, List.of(), null);
        var odd = chunks(malformed, new byte[] {'C', 0, 0, 0, 3, 0});
        tell(malformed, odd, odd);
    }

    private static CommandId id() {
        return new CommandId(UUID.randomUUID().toString());
    }

    private static List<ResultChunk> without(List<ResultChunk> chunks, int index) {
        var left = new ArrayList<>(chunks);
        left.remove(index);
        return left;
    }

    private static List<ResultChunk> changed(List<ResultChunk> chunks) {
        var first = chunks.getFirst();
        var data = Base64.getDecoder().decode(first.data());
        data[data.length - 1] ^= 1;
        var changed = new ArrayList<>(chunks);
        changed.set(0, chunk(first.session(), first.command(), 1, null, first.digest(), data));
        return changed;
    }

    private void tell(
            CommandId command, List<ResultChunk> chunks, @Nullable List<ResultChunk> complete) {
        var stream = story.session.value();
        story.add(stream, ++sequence, story.decided(command));
        chunks.forEach(chunk -> story.add(stream, ++recorded, chunk));
        if (complete != null) {
            var last = complete.getLast();
            long bytes =
                    complete.stream()
                            .mapToLong(chunk -> Base64.getDecoder().decode(chunk.data()).length)
                            .sum();
            story.add(
                    stream,
                    ++sequence,
                    new ResultRecorded(
                            story.session, command, last.number(), bytes, last.digest()));
        }
    }

    private List<ResultChunk> chunks(CommandId command, byte[] shown) {
        var chunks = new ArrayList<ResultChunk>();
        Digest previous = null;
        for (int from = 0; from < shown.length; from += CHUNK) {
            var data = Arrays.copyOfRange(shown, from, Math.min(shown.length, from + CHUNK));
            var digest = digest(previous, data);
            chunks.add(chunk(story.session, command, chunks.size() + 1, previous, digest, data));
            previous = digest;
        }
        return chunks;
    }

    private static ResultChunk chunk(
            SessionId session,
            CommandId command,
            long number,
            @Nullable Digest previous,
            Digest digest,
            byte[] data) {
        var base64 = Base64.getEncoder().encodeToString(data);
        return new ResultChunk(session, command, number, previous, digest, "postgresql-3", base64);
    }

    private static Digest digest(@Nullable Digest previous, byte[] data) {
        var sha = Sha256.start();
        if (previous != null) {
            sha.update(HexFormat.of().parseHex(previous.value().substring("sha256:".length())));
        }
        return new Digest("sha256:" + HexFormat.of().formatHex(sha.digest(data)));
    }
}
