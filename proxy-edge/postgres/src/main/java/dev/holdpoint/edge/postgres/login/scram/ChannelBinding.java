package dev.holdpoint.edge.postgres.login.scram;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How SCRAM is bound to the channel it runs in (RFC 5802 section 6). */
public sealed interface ChannelBinding {
    /** To the server's certificate. */
    record Bound(EndPoint endPoint) implements ChannelBinding {}

    /** Not, though the client could: a server that could, too, must see an attack in it. */
    record Unused() implements ChannelBinding {}

    /** Not at all. */
    record None() implements ChannelBinding {}

    /** What the client's first message begins with. */
    default String header() {
        return switch (this) {
            case Bound _ -> "p=" + EndPoint.TYPE + ",,";
            case Unused() -> "y,,";
            case None() -> "n,,";
        };
    }

    /** The attribute {@code c} of the client's last message, for the header it began with. */
    static String attribute(String header, Optional<EndPoint> bound) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        bound.ifPresent(endPoint -> bytes.writeBytes(endPoint.hash()));
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The same of this client. */
    default String attribute() {
        return switch (this) {
            case Bound(var endPoint) -> attribute(header(), Optional.of(endPoint));
            case Unused _, None _ -> attribute(header(), Optional.empty());
        };
    }
}
