package dev.holdpoint.policy.grant;

import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides on one grant's stream; the state is what is granted now, if anything. */
public final class GrantDecider
        implements Decider<Optional<GrantSpec>, GrantDecider.Action, GrantEvent> {
    /** What may be asked. */
    public sealed interface Action {
        GrantId grant();

        /** Be as written; a wider grant is revoked and issued anew. */
        record Issue(GrantId grant, GrantSpec spec, Instant now) implements Action {}

        /** Be gone. */
        record Revoke(GrantId grant, String reason) implements Action {}

        /** Be over if its time has come. */
        record Expire(GrantId grant, Instant now) implements Action {}
    }

    public static StreamId stream(GrantId grant) {
        return new StreamId("grant/" + grant.value());
    }

    @Override
    public Optional<GrantSpec> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<GrantSpec> evolve(Optional<GrantSpec> state, GrantEvent event) {
        return switch (event) {
            case GrantIssued(_, var spec) -> Optional.of(spec);
            case GrantNarrowed(_, var spec, _) -> Optional.of(spec);
            case GrantRevoked _, GrantExpired _ -> Optional.empty();
        };
    }

    @Override
    public List<GrantEvent> decide(Optional<GrantSpec> state, Action action) {
        return switch (action) {
            case Action.Issue issue -> issue(state, issue);
            case Action.Revoke(var grant, var reason) ->
                    state.isEmpty() ? List.of() : List.of(new GrantRevoked(grant, reason));
            case Action.Expire(var grant, var now) ->
                    state.filter(spec -> isOver(spec, now)).isEmpty()
                            ? List.of()
                            : List.of(new GrantExpired(grant));
        };
    }

    private static List<GrantEvent> issue(Optional<GrantSpec> state, Action.Issue issue) {
        var grant = issue.grant();
        var spec = issue.spec();
        if (state.isEmpty()) {
            return isOver(spec, issue.now()) ? List.of() : List.of(new GrantIssued(grant, spec));
        }
        var before = state.get();
        if (before.equals(spec)) {
            return List.of();
        }
        return Narrowing.isNarrower(spec, before)
                ? List.of(new GrantNarrowed(grant, spec, "Its document was narrowed."))
                : List.of(
                        new GrantRevoked(grant, "Its document was changed."),
                        new GrantIssued(grant, spec));
    }

    /** Whether the grant's time is over. */
    public static boolean isOver(GrantSpec spec, Instant now) {
        return spec.expiresAt() != null && !now.isBefore(spec.expiresAt());
    }
}
