/** Events as canonical JSON (RFC 8785), both ways. */
@NullMarked
package dev.holdpoint.events.json;

import org.jspecify.annotations.NullMarked;
