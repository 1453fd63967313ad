/** The files a ledger is handed over in: docs/ledger-format.md, section "Export". */
@NullMarked
package dev.holdpoint.ledger.export;

import org.jspecify.annotations.NullMarked;
