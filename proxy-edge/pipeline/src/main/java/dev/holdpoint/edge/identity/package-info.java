/** Who a client is: issued passwords and tokens. */
@NullMarked
package dev.holdpoint.edge.identity;

import org.jspecify.annotations.NullMarked;
