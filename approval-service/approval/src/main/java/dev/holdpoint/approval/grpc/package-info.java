/** What edges ask. */
@NullMarked
package dev.holdpoint.approval.grpc;

import org.jspecify.annotations.NullMarked;
