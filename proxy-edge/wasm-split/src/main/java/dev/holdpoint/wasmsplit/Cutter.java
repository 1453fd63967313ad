package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Takes runs of statements out of a function until it is small, innermost blocks first. */
final class Cutter {
    private static final int MAX_EXITS = 24;
    private static final int RUNS_TO_LIMIT = 40;
    private static final int ROUNDS = 6;

    private final Function function;
    private final Outline outline;
    private final Liveness liveness;
    private final Weights weights = new Weights();
    private final int limit;

    private Cutter(Function function, Outline outline, Liveness liveness, int limit) {
        this.function = function;
        this.outline = outline;
        this.liveness = liveness;
        this.limit = limit;
    }

    static void cut(Function function, ModuleFile module, Transit transit, int limit) {
        var liveness = Liveness.of(function.body(), new BitSet());
        var outline = new Outline(function, module, transit, liveness);
        new Cutter(function, outline, liveness, limit).cut();
    }

    private void cut() {
        var body = function.body();
        function.body(body.with(sequence(body.body(), new BitSet()), List.of()));
    }

    private record Statement(List<Node> nodes, BitSet wantedAfter) {}

    private List<Node> sequence(List<Node> nodes, BitSet wantedAfter) {
        var statements = statements(nodes, wantedAfter);
        for (int round = 0; round < ROUNDS && weight(statements) > limit; round++) {
            statements = runs(statements);
        }
        return statements.stream().flatMap(statement -> statement.nodes().stream()).toList();
    }

    private int weight(List<Statement> statements) {
        return statements.stream().mapToInt(statement -> weights.of(statement.nodes())).sum();
    }

    private List<Statement> statements(List<Node> nodes, BitSet wantedAfter) {
        var statements = new ArrayList<Statement>();
        var wanted = wantedAfter;
        for (var statement : Statements.of(nodes).reversed()) {
            var before = liveness.before(statement, wanted);
            statements.add(new Statement(children(statement), wanted));
            wanted = before;
        }
        return statements.reversed();
    }

    private List<Node> children(List<Node> statement) {
        return statement.stream()
                .map(node -> node instanceof Node.Block block ? block(block) : node)
                .toList();
    }

    private Node block(Node.Block block) {
        if (weights.of(block) <= limit) {
            return block;
        }
        var wanted = liveness.after(block);
        return block.with(sequence(block.body(), wanted), sequence(block.orElse(), wanted));
    }

    private List<Statement> runs(List<Statement> statements) {
        var out = new ArrayList<Statement>();
        var run = new ArrayList<Statement>();
        int weight = 0;
        for (var statement : statements) {
            int more = weights.of(statement.nodes());
            boolean fits = more <= limit && exits(statement.nodes()) <= MAX_EXITS;
            if (!fits || weight + more > limit) {
                out.addAll(taken(run, weight));
                run.clear();
                weight = 0;
            }
            if (fits) {
                run.add(statement);
                weight += more;
            } else {
                out.add(statement);
            }
        }
        out.addAll(taken(run, weight));
        return out;
    }

    private static int exits(List<Node> nodes) {
        return Run.of(nodes).exits().size();
    }

    private List<Statement> taken(List<Statement> run, int weight) {
        if (weight < limit / RUNS_TO_LIMIT) {
            return List.copyOf(run);
        }
        var nodes = run.stream().flatMap(statement -> statement.nodes().stream()).toList();
        var wanted = run.getLast().wantedAfter();
        var call = outline.of(nodes, wanted);
        return weights.of(call) < weight ? List.of(new Statement(call, wanted)) : List.copyOf(run);
    }
}
