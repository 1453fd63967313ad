/** The ledger on the command line: exported, verified and proven, online and offline. */
@NullMarked
package dev.holdpoint.cli.ledger;

import org.jspecify.annotations.NullMarked;
