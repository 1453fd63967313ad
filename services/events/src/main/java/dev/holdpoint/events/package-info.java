/**
 * The events of Holdpoint: what happened, who did it, in which stream. One package, no
 * dependencies.
 */
@NullMarked
package dev.holdpoint.events;

import org.jspecify.annotations.NullMarked;
