/** Sessions and their transcripts, folded from the log. */
@NullMarked
package dev.holdpoint.audit.sessions;

import org.jspecify.annotations.NullMarked;
