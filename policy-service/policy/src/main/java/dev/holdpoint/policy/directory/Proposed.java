package dev.holdpoint.policy.directory;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.revision.Proposal;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What of a directory waits for a second person, and what does not. */
final class Proposed {
    private Proposed() {}

    /** What is signed for, whatever files and order it is in. */
    record Content(
            RevisionId policies, Map<String, TargetSpec> targets, Map<String, GrantSpec> grants) {}

    static Proposal of(Wanted wanted, InstantSource clock) {
        return new Proposal(
                name(wanted),
                wanted.policies().revision(),
                register -> Publication.additions(wanted, register, clock.instant()));
    }

    private static Digest name(Wanted wanted) {
        var targets = new TreeMap<String, TargetSpec>();
        wanted.targets().forEach((name, spec) -> targets.put(name.value(), spec));
        var grants = new TreeMap<String, GrantSpec>();
        wanted.grants().forEach((id, spec) -> grants.put(id.value(), spec));
        var content = new Content(wanted.policies().revision(), targets, grants);
        var sum = Sha256.start().digest(EventJson.encodeValue(content));
        return new Digest("sha256:" + HexFormat.of().formatHex(sum));
    }

    /** Whether all it does is to take rights away. */
    static boolean isTaking(Addition addition) {
        return addition.events().stream().allMatch(Proposed::takes);
    }

    private static boolean takes(HoldpointEvent event) {
        return event instanceof GrantRevoked
                || event instanceof GrantNarrowed
                || event instanceof TargetRemoved;
    }
}
