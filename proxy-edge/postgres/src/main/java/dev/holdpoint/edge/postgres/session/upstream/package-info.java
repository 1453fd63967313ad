/** The target's half of a session: what is sent there, and what becomes of each answer. */
@NullMarked
package dev.holdpoint.edge.postgres.session.upstream;

import org.jspecify.annotations.NullMarked;
