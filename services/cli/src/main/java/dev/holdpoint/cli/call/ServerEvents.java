package dev.holdpoint.cli.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Server-sent events with JSON in them, one after the other as they come. */
public final class ServerEvents implements Iterator<ServerEvents.Event> {
    /** One event. */
    public record Event(String name, JsonNode data) {}

    private final BufferedReader lines;
    private @Nullable Event next;

    public ServerEvents(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    @Override
    public Event next() {
        var event = hasNext() ? next : null;
        if (event == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return event;
    }

    private @Nullable Event read() {
        var name = "message";
        var data = new StringBuilder();
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(name, Http.JSON.readTree(data.toString()));
                }
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length())).append('\n');
                }
            }
            return null;
        } catch (JacksonException e) {
            throw new CliFailure("the answer cannot be understood: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CliFailure("the answer broke off: " + e.getMessage(), e);
        }
    }
}
