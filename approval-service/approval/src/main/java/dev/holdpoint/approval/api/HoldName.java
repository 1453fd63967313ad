package dev.holdpoint.approval.api;

import dev.holdpoint.events.HoldId;
import dev.holdpoint.service.Problem;
import java.util.regex.Pattern;

/** The id of a hold as a caller writes it: what else the store keeps has other names. */
public final class HoldName {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private HoldName() {}

    static boolean isOne(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * The hold of that name.
     *
     * @throws Problem 404 if no hold is called so
     */
    public static HoldId of(String id) {
        if (!isOne(id)) {
            throw unknown();
        }
        return new HoldId(id);
    }

    static Problem unknown() {
        return new Problem(
                404, "unknown-hold", "There is no such hold, or it is not yours to see.");
    }
}
