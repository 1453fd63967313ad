/** SCRAM-SHA-256 of both sides, bound to the channel or not. */
@NullMarked
package dev.holdpoint.edge.postgres.login.scram;

import org.jspecify.annotations.NullMarked;
