/** Start-up and authentication, towards the client and towards the target. */
@NullMarked
package dev.holdpoint.edge.postgres.login;

import org.jspecify.annotations.NullMarked;
