package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.util.Collection;
import java.util.List;

/** By whose membership of which groups a vote counts. */
sealed interface Standing {
    /**
     * Whether it counts for a part of a quorum.
     *
     * @param standIns groups whose members count for every part
     */
    boolean counts(QuorumPart part, List<String> standIns);

    /** By the voter's own. */
    record Own(Collection<String> groups) implements Standing {
        @Override
        public boolean counts(QuorumPart part, List<String> standIns) {
            return standIns.stream().anyMatch(groups::contains) || part.admits(groups);
        }
    }

    /**
     * By those of a delegator's that they handed over; what keeps a member from counting keeps
     * their delegate from it, too.
     *
     * @param groups all that the delegator is in
     * @param delegates all that the delegate is in
     */
    record InPlace(
            Collection<String> handedOver, Collection<String> groups, Collection<String> delegates)
            implements Standing {
        @Override
        public boolean counts(QuorumPart part, List<String> standIns) {
            return standIns.stream().anyMatch(this::gives)
                    || gives(part.group()) && part.admits(groups) && admitsDelegate(part);
        }

        private boolean gives(String group) {
            return handedOver.contains(group) && groups.contains(group);
        }

        private boolean admitsDelegate(QuorumPart part) {
            var only = part.only();
            return only == null || only.notIn().stream().noneMatch(delegates::contains);
        }
    }
}
