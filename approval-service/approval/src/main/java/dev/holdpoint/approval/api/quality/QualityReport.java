package dev.holdpoint.approval.api.quality;

import dev.holdpoint.approval.quality.DecisionFigures.Of;
import dev.holdpoint.approval.quality.Figures;
import dev.holdpoint.service.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How approving went.
 *
 * @param from holds placed from here
 * @param to to before here are counted
 * @param by what {@code items} are of
 * @param total of all holds, each counted once
 * @param next cursor of what follows, or null at the end
 */
public record QualityReport(
        Instant from, Instant to, String by, Figures total, List<Of> items, @Nullable String next) {
    static QualityReport of(AskedQuality asked, Figures total, Page<Of> page) {
        return new QualityReport(
                asked.window().from(),
                asked.window().to(),
                asked.byName(),
                total,
                page.items(),
                page.next());
    }
}
