package dev.holdpoint.wasmsplit;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** What a run of statements has to do with the code around it. */
final class Run {
    private final SequencedSet<Label> exits = new LinkedHashSet<>();
    private final BitSet accessed = new BitSet();
    private final BitSet written = new BitSet();
    private final Map<Label, Label> inside = new IdentityHashMap<>();

    private Run() {}

    static Run of(List<Node> nodes) {
        var run = new Run();
        run.look(nodes);
        run.exits.removeAll(run.inside.keySet());
        return run;
    }

    private void look(List<Node> nodes) {
        for (var node : nodes) {
            switch (node) {
                case Node.Local(var access, int index) -> {
                    accessed.set(index);
                    if (access != Node.Access.GET) {
                        written.set(index);
                    }
                }
                case Node.Jump(_, var target) -> exits.add(target);
                case Node.Table(var targets, var otherwise) -> {
                    exits.addAll(targets);
                    exits.add(otherwise);
                }
                case Node.Block block -> {
                    inside.put(block.label(), block.label());
                    look(block.body());
                    look(block.orElse());
                }
                case Node.Plain _, Node.Return _ -> {}
            }
        }
    }

    /** Labels outside of it that it branches to. */
    SequencedSet<Label> exits() {
        return exits;
    }

    BitSet accessed() {
        return accessed;
    }

    /** Locals whose new values are wanted where it can leave to. */
    BitSet results(Liveness liveness, BitSet wantedAfter) {
        var wanted = (BitSet) wantedAfter.clone();
        exits.forEach(exit -> wanted.or(liveness.at(exit)));
        wanted.and(written);
        return wanted;
    }

    /** Locals whose values it needs, or hands on. */
    BitSet parameters(Liveness liveness, List<Node> nodes, BitSet wantedAfter) {
        var wanted = liveness.before(nodes, wantedAfter);
        wanted.and(accessed);
        return wanted;
    }
}
