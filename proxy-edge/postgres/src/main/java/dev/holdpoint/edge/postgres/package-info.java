/** The PostgreSQL edge: frontend/backend protocol 3.0 between a client and its target. */
@NullMarked
package dev.holdpoint.edge.postgres;

import org.jspecify.annotations.NullMarked;
