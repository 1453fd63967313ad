package dev.holdpoint.audit.recordings.postgres;

/** A message that no server would send. */
final class MalformedMessage extends RuntimeException {
    MalformedMessage(String what) {
        super(what);
    }
}
