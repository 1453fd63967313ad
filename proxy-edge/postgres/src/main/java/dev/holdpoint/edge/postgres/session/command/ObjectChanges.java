package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.catalogue.Catalogs;
import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.TargetName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells those who keep snapshots of a target when this session may change what they show. */
final class ObjectChanges {
    private final Catalogs catalogs;
    private final TargetName target;
    private Catalogs.@Nullable Change underWay;

    ObjectChanges(Catalogs catalogs, TargetName target) {
        this.catalogs = catalogs;
        this.target = target;
    }

    /**
     * A command goes to the target.
     *
     * @param unseen whether it changes objects, or commits what did: a COMMIT may stand in any text
     */
    void sent(boolean unseen) {
        if (unseen && underWay == null) {
            underWay = catalogs.changing(target);
        }
    }

    /**
     * Everything that was sent is answered.
     *
     * @param renew whether the next snapshot shows what no earlier one did
     */
    void answered(boolean renew) {
        var change = underWay;
        underWay = null;
        if (change != null) {
            change.over(renew);
        } else if (renew) {
            catalogs.invalidate(target);
        }
    }

    /** The target is gone, or left alone. */
    void lost() {
        var change = underWay;
        underWay = null;
        if (change != null) {
            change.lost();
        }
    }

    /** These masks were applied: one of them may show that the snapshot lacks something. */
    void masked(List<MaskUse> masks) {
        if (masks.stream().anyMatch(use -> use.column().startsWith(MaskPlan.UNSEEN))) {
            catalogs.invalidate(target);
        }
    }
}
