/** The client's half of a session, and what the edge itself tells the client. */
@NullMarked
package dev.holdpoint.edge.postgres.session.client;

import org.jspecify.annotations.NullMarked;
