/** The PostgreSQL edge: frontend/backend protocol 3.0 to 3.2 between a client and its target. */
@NullMarked
package dev.holdpoint.edge.postgres;

import org.jspecify.annotations.NullMarked;
