/** Text for terminals and shells. */
@NullMarked
package dev.holdpoint.cli.text;

import org.jspecify.annotations.NullMarked;
