/** The REST interface of audit-service. */
@NullMarked
package dev.holdpoint.audit.api;

import org.jspecify.annotations.NullMarked;
