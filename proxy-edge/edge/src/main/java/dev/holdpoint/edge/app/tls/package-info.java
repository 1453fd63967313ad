/** The installation's own certificate authority and the edge's certificate. */
@NullMarked
package dev.holdpoint.edge.app.tls;

import org.jspecify.annotations.NullMarked;
