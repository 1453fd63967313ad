package dev.holdpoint.edge.command;

import dev.holdpoint.edge.hold.HeldClient;

/**
 * What a protocol does for a command while it is cleared.
 *
 * @param objection to an allow whose obligations it could not keep
 * @param client told when the command is held
 * @param planner who knows how its target would run it
 * @param standing whether it still means the same after a hold
 */
public record ProtocolSide(
        Objection objection, HeldClient client, Planner planner, Standing standing) {}
