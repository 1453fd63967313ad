package dev.holdpoint.wasmsplit;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which locals' values are still wanted, at labels and around blocks. */
final class Liveness {
    private static final BitSet NONE = new BitSet();

    private final Map<Label, BitSet> atLabel = new IdentityHashMap<>();
    private final Map<Node.Block, BitSet> after = new IdentityHashMap<>();

    /** Looks at a whole body, of which no local is wanted afterwards but those given. */
    static Liveness of(Node.Block body, BitSet wanted) {
        var liveness = new Liveness();
        liveness.before(List.<Node>of(body), wanted);
        return liveness;
    }

    BitSet at(Label label) {
        return atLabel.getOrDefault(label, NONE);
    }

    BitSet after(Node.Block block) {
        return after.getOrDefault(block, NONE);
    }

    /** What is wanted before a sequence, by what is wanted after it. */
    BitSet before(List<Node> nodes, BitSet wantedAfter) {
        var wanted = (BitSet) wantedAfter.clone();
        for (var node : nodes.reversed()) {
            switch (node) {
                case Node.Plain plain -> {
                    if (plain.ends()) {
                        wanted.clear();
                    }
                }
                case Node.Local(var access, int index) ->
                        wanted.set(index, access == Node.Access.GET);
                case Node.Jump(boolean conditional, var target) -> {
                    if (!conditional) {
                        wanted.clear();
                    }
                    wanted.or(at(target));
                }
                case Node.Table(var targets, var otherwise) -> {
                    wanted = (BitSet) at(otherwise).clone();
                    for (var target : targets) {
                        wanted.or(at(target));
                    }
                }
                case Node.Return _ -> wanted.clear();
                case Node.Block block -> wanted = before(block, wanted);
            }
        }
        return wanted;
    }

    private BitSet before(Node.Block block, BitSet wanted) {
        after.put(block, wanted);
        return switch (block.kind()) {
            case BLOCK -> {
                atLabel.put(block.label(), wanted);
                yield before(block.body(), wanted);
            }
            case IF -> {
                atLabel.put(block.label(), wanted);
                var either = before(block.body(), wanted);
                either.or(before(block.orElse(), wanted));
                yield either;
            }
            case LOOP -> loop(block, wanted);
        };
    }

    private BitSet loop(Node.Block block, BitSet wanted) {
        var assumed = at(block.label());
        while (true) {
            atLabel.put(block.label(), assumed);
            var found = before(block.body(), wanted);
            var both = (BitSet) assumed.clone();
            both.or(found);
            if (both.equals(assumed)) {
                return found;
            }
            assumed = both;
        }
    }
}
