/** One client session on one target: simple and extended query protocol through the pipeline. */
@NullMarked
package dev.holdpoint.edge.postgres.session;

import org.jspecify.annotations.NullMarked;
