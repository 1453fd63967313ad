package dev.holdpoint.edge.record;

/** The log did not acknowledge in time. */
public final class RecordingFailed extends RuntimeException {
    /**
     * @param message what was not recorded
     */
    public RecordingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
