package dev.holdpoint.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A form of which every name is there once. */
record Form(Map<String, String> values) {
    Form {
        values = Map.copyOf(values);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws BadSlackRequest if it is none, or a name is there twice
     */
    static Form of(byte[] body) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            var values = new HashMap<String, String>();
            for (var pair : text.split("&", -1)) {
                var parts = pair.split("=", 2);
                var value = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "";
                if (values.put(URLDecoder.decode(parts[0], UTF_8), value) != null) {
                    throw new BadSlackRequest("a field is there twice");
                }
            }
            return new Form(values);
        } catch (CharacterCodingException | IllegalArgumentException _) {
            throw new BadSlackRequest("it is no form");
        }
    }

    Set<String> names() {
        return values.keySet();
    }

    String value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new BadSlackRequest("it has no " + name);
        }
        return value;
    }

    /** Of a form that has nothing else. */
    String only(String name) {
        if (values.size() != 1) {
            throw new BadSlackRequest("it has more than " + name);
        }
        return value(name);
    }
}
