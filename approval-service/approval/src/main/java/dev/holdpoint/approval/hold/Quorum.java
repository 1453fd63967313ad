package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How approvals fill the parts of a quorum. A person counts once in the whole quorum, so somebody
 * in two groups does not make four eyes of two; who counts where is chosen so that as many seats as
 * possible are filled (augmenting paths in the graph of seats and voters).
 */
public record Quorum(List<Part> parts) {
    public Quorum {
        parts = List.copyOf(parts);
    }

    /** A group, how many of its members must approve, and how many of those are there. */
    public record Part(String group, int votes, int given) {}

    public boolean isMet() {
        return parts.stream().allMatch(part -> part.given() >= part.votes());
    }

    /**
     * Counts approvals.
     *
     * @param approvals the groups that each of them counts for
     */
    public static Quorum of(List<QuorumPart> terms, List<List<String>> approvals) {
        var tables = terms.stream().map(Quorum::seats).toList();
        var seats = tables.stream().flatMap(List::stream).toList();
        approvals.forEach(approval -> place(approval, seats, new HashSet<>()));
        return new Quorum(tables.stream().map(Quorum::part).toList());
    }

    private static List<Seat> seats(QuorumPart part) {
        return IntStream.range(0, part.votes()).mapToObj(_ -> new Seat(part.group())).toList();
    }

    private static Part part(List<Seat> seats) {
        int given = (int) seats.stream().filter(seat -> seat.taken != null).count();
        return new Part(seats.getFirst().group, seats.size(), given);
    }

    private static boolean place(List<String> approval, List<Seat> seats, Set<Seat> tried) {
        for (var seat : seats) {
            if (approval.contains(seat.group) && tried.add(seat)) {
                var sitting = seat.taken;
                if (sitting == null || place(sitting, seats, tried)) {
                    seat.taken = approval;
                    return true;
                }
            }
        }
        return false;
    }

    private static final class Seat {
        final String group;
        @Nullable List<String> taken;

        Seat(String group) {
            this.group = group;
        }
    }
}
