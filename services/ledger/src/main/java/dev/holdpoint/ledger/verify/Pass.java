package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.MalformedLedger;
import dev.holdpoint.ledger.export.ExportedEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One reading of the entries, from the first to the last or to the first bad one. */
final class Pass {
    private final PinnedCheckpoints checkpoints;
    private final GapFinder gaps = new GapFinder();
    private final RootFold tree = new RootFold();
    private Hash chain;
    private long size;
    private long proven;

    Pass(PinnedCheckpoints checkpoints, String origin) {
        this.checkpoints = checkpoints;
        this.chain = HashChain.start(origin);
    }

    Report over(LineReader lines) throws IOException {
        var verdict = read(lines);
        return new Report(verdict, gaps.gaps(), gaps.count(), size, checkpoints.count());
    }

    private Verdict read(LineReader lines) throws IOException {
        try {
            var broken = compareWithCheckpoints();
            for (var line = lines.next(); line != null && broken == null; line = lines.next()) {
                broken = take(line);
            }
            return broken != null ? broken : atEnd();
        } catch (MalformedLedger e) {
            return bad(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Verdict take(byte[] line) {
        if (size == checkpoints.newestSize()) {
            return bad("no checkpoint covers this entry");
        }
        if (line[line.length - 1] != '\n') {
            return new Verdict.Truncated(size, checkpoints.newestSize());
        }
        var exported = ExportedEntry.parse(line);
        var leaf = exported.entry().leaf();
        var head = HashChain.next(chain, leaf);
        if (exported.index() != size) {
            return bad("here stands an entry numbered " + exported.index());
        }
        if (!exported.leaf().equals(leaf)) {
            return bad("the entry does not have its stored leaf hash");
        }
        if (!exported.chain().equals(head)) {
            return bad("the chain does not continue from the entry before");
        }
        gaps.see(size, exported.entry());
        tree.add(leaf);
        chain = head;
        size++;
        return compareWithCheckpoints();
    }

    private @Nullable Verdict compareWithCheckpoints() {
        var signed = checkpoints.of(size);
        for (var checkpoint : signed) {
            if (!checkpoint.root().equals(tree.root()) || !checkpoint.chain().equals(chain)) {
                return new Verdict.FirstBad(
                        proven,
                        "entries %d to %d are not what the checkpoint of size %d signed"
                                .formatted(proven, size - 1, size),
                        proven);
            }
        }
        proven = signed.isEmpty() ? proven : size;
        return null;
    }

    private Verdict atEnd() {
        return size < checkpoints.newestSize()
                ? new Verdict.Truncated(size, checkpoints.newestSize())
                : new Verdict.Accepted(size, tree.root());
    }

    private Verdict bad(String what) {
        return new Verdict.FirstBad(size, what, proven);
    }
}
