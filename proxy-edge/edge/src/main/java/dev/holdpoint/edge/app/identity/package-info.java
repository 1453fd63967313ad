/** Who stands behind a token or an issued password. */
@NullMarked
package dev.holdpoint.edge.app.identity;

import org.jspecify.annotations.NullMarked;
