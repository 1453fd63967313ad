package dev.holdpoint.audit.recordings.postgres;

/** A setting of the session that the target reported. */
public record Parameter(String name, String value) {
    static Parameter read(MessageBody body) {
        var parameter = new Parameter(body.string(), body.string());
        body.mustBeEmpty();
        return parameter;
    }
}
