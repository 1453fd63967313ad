package dev.holdpoint.edge.app.lease;

import dev.holdpoint.events.CommandEvent;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.SessionEvent;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The sessions that are open in a part of the log; a fold over it. */
final class OpenBooks {
    private final Predicate<SessionOpened> wanted;
    private final Map<SessionId, OpenBook> books = new LinkedHashMap<>();

    OpenBooks(Predicate<SessionOpened> wanted) {
        this.wanted = wanted;
    }

    void apply(Envelope<?> envelope) {
        if (envelope.event() instanceof SessionEvent event) {
            apply(envelope.sequence(), event);
        } else if (envelope.event() instanceof CommandEvent event) {
            apply(envelope.sequence(), event);
        }
    }

    private void apply(long sequence, SessionEvent event) {
        switch (event) {
            case SessionOpened opened when wanted.test(opened) ->
                    books.put(opened.session(), new OpenBook(opened, sequence));
            case SessionClosed closed -> books.remove(closed.session());
            case SessionOpened _, SessionRefused _ -> {}
        }
    }

    private void apply(long sequence, CommandEvent event) {
        var book = books.get(event.session());
        if (book != null) {
            book.apply(sequence, event);
        }
    }

    Collection<OpenBook> open() {
        return List.copyOf(books.values());
    }
}
