package dev.holdpoint.events;

/** A fact that has happened: the root of every event family. Immutable; records only. */
public sealed interface HoldpointEvent
        permits SessionEvent,
                CommandEvent,
                RecordingEvent,
                HoldEvent,
                TargetEvent,
                PolicyEvent,
                GrantEvent,
                LedgerEvent {}
