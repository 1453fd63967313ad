/** What clients were shown: kept, verified, let go. */
@NullMarked
package dev.holdpoint.audit.recordings;

import org.jspecify.annotations.NullMarked;
