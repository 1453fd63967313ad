/** What a session keeps between messages: its names, and what was prepared and bound under them. */
@NullMarked
package dev.holdpoint.edge.postgres.session.kept;

import org.jspecify.annotations.NullMarked;
