/** How the command line finds an installation and calls its REST API. */
@NullMarked
package dev.holdpoint.cli.call;

import org.jspecify.annotations.NullMarked;
