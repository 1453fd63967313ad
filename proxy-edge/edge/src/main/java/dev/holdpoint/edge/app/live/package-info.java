/** Sessions that are open now, over REST. */
@NullMarked
package dev.holdpoint.edge.app.live;

import org.jspecify.annotations.NullMarked;
