package dev.holdpoint.events;

/** A fact that has happened: the root of every event family. Immutable; records only. */
public sealed interface HoldpointEvent
        permits SessionEvent,
                CommandEvent,
                RecordingEvent,
                HoldEvent,
                DelegationEvent,
                AccessEvent,
                ChatEvent,
                TargetEvent,
                PolicyEvent,
                GrantEvent,
                RegisterEvent,
                LedgerEvent {
    /** Where targets, policies and grants come from, in the words of their events. */
    final class Origin {
        /** What documents say. */
        public static final String FILE = "file";

        /** What people asked for over REST. */
        public static final String REST = "rest";

        /** What people approved because somebody asked for it. */
        public static final String APPROVAL = "approval";

        private Origin() {}
    }
}
