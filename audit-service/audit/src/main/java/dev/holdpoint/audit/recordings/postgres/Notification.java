package dev.holdpoint.audit.recordings.postgres;

/** What another session told those who listen. */
public record Notification(String channel, String payload) {
    static Notification read(MessageBody body) {
        body.int32();
        var notification = new Notification(body.string(), body.string());
        body.mustBeEmpty();
        return notification;
    }
}
