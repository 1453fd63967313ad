/** One command of a session: understood, decided, recorded, and counted while it runs. */
@NullMarked
package dev.holdpoint.edge.postgres.session.command;

import org.jspecify.annotations.NullMarked;
