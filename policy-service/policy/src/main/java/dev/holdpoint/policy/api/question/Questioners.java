package dev.holdpoint.policy.api.question;

import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import java.util.List;

/** Who may ask what policy would decide about somebody else. */
public final class Questioners {
    private static final List<String> READERS = List.of(Roles.SECURITY, Roles.AUDITORS, Roles.DBA);

    private Questioners() {}

    /**
     * Refuses those who may only ask about themselves.
     *
     * @throws Problem 403 naming the groups that would do
     */
    public static void requireForOthers(CurrentPrincipal caller) {
        caller.requireAny(READERS);
    }
}
