package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.inbox.WaitingCommands.Open;

/**
 * How many holds may be open at a time: wait for approval, or be released and not yet run.
 *
 * @param perRequester of one principal
 * @param inTotal of all of them
 */
public record OpenLimits(int perRequester, int inTotal) {
    public OpenLimits {
        if (perRequester < 1 || inTotal < perRequester) {
            throw new IllegalArgumentException(
                    "holdpoint.approval.open-holds is %d and open-holds-per-requester %d: at least 1"
                                    .formatted(inTotal, perRequester)
                            + " of each principal, and in total no fewer than that");
        }
    }

    /** Whether there may be one more than these. */
    boolean allow(Open open) {
        return allowsAnother(open) && open.all() < inTotal;
    }

    /** Whether the requester may have one more, if there is room for it. */
    boolean allowsAnother(Open open) {
        return open.ofRequester() < perRequester;
    }

    /** Why there may not be one more, for people. */
    String reason(Open open, String requester) {
        return allowsAnother(open)
                ? reason(open.all(), "all principals")
                : reason(open.ofRequester(), requester);
    }

    private static String reason(long open, String whose) {
        return "%d commands of %s wait for approval, or are approved and not yet run: as many as may"
                .formatted(open, whose);
    }
}
