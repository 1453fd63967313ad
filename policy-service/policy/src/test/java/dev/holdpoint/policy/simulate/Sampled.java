package dev.holdpoint.policy.simulate;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;

/** Rules that commands were recorded under, and drafts are made of. */
final class Sampled {
    static final String READS = "{ name: reads, decide: allow, match: { effects: [ read ] } }";
    static final String WRITES = "{ name: writes, decide: allow, match: { effects: [ write ] } }";
    static final String ASK_DBA =
            "{ name: ask, decide: hold, match: { effects: [ write ] },"
                    + " approval: { from: [ { group: dba } ], expires: 15m } }";
    static final Rulebook LIVE = Asking.rules(READS, WRITES);

    private Sampled() {}
}
