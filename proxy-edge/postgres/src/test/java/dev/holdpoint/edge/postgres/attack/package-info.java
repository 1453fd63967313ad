/** Sequences of messages that an attacker who knows the protocol would send. */
@NullMarked
package dev.holdpoint.edge.postgres.attack;

import org.jspecify.annotations.NullMarked;
