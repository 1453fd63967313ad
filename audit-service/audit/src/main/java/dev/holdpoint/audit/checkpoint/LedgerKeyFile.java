package dev.holdpoint.audit.checkpoint;

import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.SigningKeyFile;
import java.nio.file.Path;

/**
 * The signing key in {@code <state>/ledger/signing.key}, readable by its owner only and made at the
 * first start; its public half stands in {@code <state>/ledger.vkey}.
 */
public final class LedgerKeyFile {
    private LedgerKeyFile() {}

    /** Reads the key, or makes it if there is none. */
    public static NoteSigner readOrMake(Path stateDir, String origin) {
        return SigningKeyFile.readOrMake(
                stateDir.resolve("ledger"), stateDir.resolve("ledger.vkey"), origin);
    }
}
