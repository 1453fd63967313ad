package dev.holdpoint.events;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What releases a hold, and for how long it may wait.
 *
 * @param quorum every part must be met, each by distinct people; empty if there are stages
 * @param expiresAfterSeconds 1 to 86,400
 * @param justificationRequired whether a vote needs a reason
 * @param inTransaction what becomes of it inside an open transaction
 * @param ticketAfterSeconds in ticket mode, how long the client is suspended before it is told the
 *     hold's id; less than {@code expiresAfterSeconds}
 * @param windowSeconds in ticket mode, how long after its release the command may be run, 1 to
 *     86,400
 * @param stages asked one after the other, at most {@value #MOST_STAGES}; null if all are asked at
 *     once and no part says more than a group. Who reads a quorum only must not take it for the
 *     whole, so it is empty then
 * @param followUp what happens while nobody decides; null if nothing does
 * @param breakGlass groups of which any member may release it alone, which is reviewed; null if
 *     nobody may
 */
public record HoldTerms(
        List<QuorumPart> quorum,
        long expiresAfterSeconds,
        HoldMode mode,
        boolean justificationRequired,
        InTransaction inTransaction,
        long ticketAfterSeconds,
        long windowSeconds,
        @Nullable List<Stage> stages,
        @Nullable FollowUp followUp,
        @Nullable List<String> breakGlass) {
    /** How long after its release a ticket is good unless the rule says otherwise. */
    public static final long DEFAULT_WINDOW_SECONDS = 900;

    /** How many stages an approval may have. */
    public static final int MOST_STAGES = 5;

    static final long DAY_SECONDS = 86_400;

    public HoldTerms {
        if (stages != null && quorum.isEmpty() && stages.size() == 1 && stages.getFirst().plain()) {
            quorum = stages.getFirst().from();
            stages = null;
        }
        quorum = List.copyOf(quorum);
        stages = stages == null ? null : List.copyOf(stages);
        requireSomebody(quorum, stages);
        require("a hold expires after 1 to 86400 seconds", expiresAfterSeconds, 1, DAY_SECONDS);
        require(
                "a ticket is given before its hold expires",
                ticketAfterSeconds,
                0,
                expiresAfterSeconds - 1);
        require("a ticket is good for 1 to 86400 seconds", windowSeconds, 1, DAY_SECONDS);
        if (followUp != null) {
            followUp.requireBefore(expiresAfterSeconds);
        }
        breakGlass = breakGlass == null ? null : List.copyOf(breakGlass);
        if (breakGlass != null && breakGlass.isEmpty()) {
            throw new IllegalArgumentException("the glass is for somebody to break");
        }
    }

    /** Terms without stages. */
    public HoldTerms(
            List<QuorumPart> quorum,
            long expiresAfterSeconds,
            HoldMode mode,
            boolean justificationRequired,
            InTransaction inTransaction,
            long ticketAfterSeconds,
            long windowSeconds) {
        this(
                quorum,
                expiresAfterSeconds,
                mode,
                justificationRequired,
                inTransaction,
                ticketAfterSeconds,
                windowSeconds,
                null,
                null,
                null);
    }

    /** Who is asked, in order; one stage if all are asked at once. */
    public List<Stage> order() {
        return stages == null ? List.of(new Stage(quorum)) : stages;
    }

    /** The same, where any member of these groups may release it alone. */
    public HoldTerms breakableBy(List<String> groups) {
        return new HoldTerms(
                quorum,
                expiresAfterSeconds,
                mode,
                justificationRequired,
                inTransaction,
                ticketAfterSeconds,
                windowSeconds,
                stages,
                followUp,
                groups);
    }

    /** The groups of which any member may release it alone. */
    public List<String> breakers() {
        return breakGlass == null ? List.of() : breakGlass;
    }

    /** The parts of all stages. */
    public List<QuorumPart> parts() {
        return order().stream().flatMap(stage -> stage.from().stream()).toList();
    }

    private static void requireSomebody(List<QuorumPart> quorum, @Nullable List<Stage> stages) {
        if (stages == null ? quorum.isEmpty() : stages.isEmpty()) {
            throw new IllegalArgumentException("a hold needs somebody who may release it");
        }
        if (stages != null && (!quorum.isEmpty() || stages.size() > MOST_STAGES)) {
            throw new IllegalArgumentException(
                    "a hold has a quorum, or 1 to " + MOST_STAGES + " stages");
        }
        if (stages != null && !stages.stream().allMatch(Stage::namesEachOnce)) {
            throw new IllegalArgumentException("a stage names a group once");
        }
        if (stages == null && quorum.stream().anyMatch(part -> part.only() != null)) {
            throw new IllegalArgumentException("a part that says more than a group is of a stage");
        }
    }

    /** Terms under which the client is suspended until somebody decides. */
    public static HoldTerms waiting(
            List<QuorumPart> quorum,
            long expiresAfterSeconds,
            boolean justificationRequired,
            InTransaction inTransaction) {
        return new HoldTerms(
                quorum,
                expiresAfterSeconds,
                HoldMode.WAIT,
                justificationRequired,
                inTransaction,
                0,
                DEFAULT_WINDOW_SECONDS);
    }

    private static void require(String rule, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }

    /**
     * What happens while nobody decides, each once.
     *
     * @param remindAfterSeconds when those who are asked are reminded; null if they are not
     * @param escalation who may stand in for them later; null if nobody may
     */
    public record FollowUp(@Nullable Long remindAfterSeconds, @Nullable Escalation escalation) {
        public FollowUp {
            if (remindAfterSeconds == null && escalation == null) {
                throw new IllegalArgumentException("what follows up: a reminder, an escalation?");
            }
        }

        private void requireBefore(long expiry) {
            if (remindAfterSeconds != null) {
                require(
                        "a reminder comes before the hold expires",
                        remindAfterSeconds,
                        1,
                        expiry - 1);
            }
            if (escalation != null) {
                require(
                        "an escalation comes before the hold expires",
                        escalation.afterSeconds(),
                        1,
                        expiry - 1);
            }
        }
    }

    /** After a time, members of any of the groups {@code to} count for every part. */
    public record Escalation(long afterSeconds, List<String> to) {
        public Escalation {
            to = List.copyOf(to);
            if (to.isEmpty()) {
                throw new IllegalArgumentException("an escalation is to somebody");
            }
        }
    }

    /** Those who are asked at the same time; every part must be met, each by distinct people. */
    public record Stage(List<QuorumPart> from) {
        public Stage {
            from = List.copyOf(from);
            if (from.isEmpty()) {
                throw new IllegalArgumentException("a stage asks somebody");
            }
        }

        private boolean namesEachOnce() {
            var groups = new HashSet<String>();
            return from.stream().map(QuorumPart::group).allMatch(groups::add);
        }

        boolean plain() {
            return from.stream().allMatch(part -> part.only() == null);
        }
    }

    /**
     * {@code votes} distinct members of {@code group} must approve.
     *
     * @param only which of its members; null for all
     */
    public record QuorumPart(String group, int votes, @Nullable Only only) {
        public QuorumPart {
            if (votes < 1) {
                throw new IllegalArgumentException("a quorum needs at least one vote");
            }
        }

        /** Any members of the group. */
        public QuorumPart(String group, int votes) {
            this(group, votes, null);
        }

        /** Whether somebody in these groups counts. */
        public boolean admits(Collection<String> groups) {
            return groups.contains(group) && (only == null || only.admits(groups));
        }
    }

    /**
     * Members who are in all of {@code in} and in none of {@code notIn}.
     *
     * @param in further groups
     */
    public record Only(List<String> in, List<String> notIn) {
        public Only {
            in = List.copyOf(in);
            notIn = List.copyOf(notIn);
            if (in.isEmpty() && notIn.isEmpty()) {
                throw new IllegalArgumentException("only members of what, or not of what?");
            }
        }

        boolean admits(Collection<String> groups) {
            return groups.containsAll(in) && notIn.stream().noneMatch(groups::contains);
        }
    }
}
