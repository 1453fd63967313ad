/** Requests for access: who may approve them, and what an approval gives. */
@NullMarked
package dev.holdpoint.approval.access;

import org.jspecify.annotations.NullMarked;
