package dev.holdpoint.policy.revision;

import dev.holdpoint.policy.revision.Seals.Standing;

/**
 * What became of what keys signed that nobody trusts. Activations are numbered, and the number is
 * signed: one that follows upon the last that counts here was made by a service that had passed
 * over whatever strangers had signed until then, so a key that knows that service's does so, too. A
 * number that is missing was a stranger's, and whoever signed the next one knew them.
 */
final class Strangers {
    private final boolean saidLost;
    private boolean own;
    private boolean unsettled;
    private boolean missed;

    /**
     * @param saidLost whether somebody said that a key which signed here is lost for good
     */
    Strangers(boolean saidLost) {
        this.saidLost = saidLost;
    }

    void seen(Standing standing) {
        own |= standing == Standing.OWN;
        unsettled |= standing == Standing.STRANGE;
    }

    /**
     * A signed activation that counts.
     *
     * @param before the number of the last one that counted
     */
    void activated(Standing standing, long number, long before) {
        missed |= number > before + 1;
        if (standing == Standing.OWN || !missed) {
            unsettled = false;
        }
    }

    /** Whether it cannot be told what people chose from what was made up. */
    boolean areUnknown() {
        return unsettled && !own && !saidLost;
    }

    /** Whether somebody said not to mind them, and no activation does yet. */
    boolean areDisowned() {
        return unsettled && saidLost;
    }
}
