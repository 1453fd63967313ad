package dev.holdpoint.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has every await of a test look at once, and then less and less often, but ten times a second at
 * the least: most of what a test waits for is there within a millisecond.
 */
public final class PromptAwaits implements LauncherSessionListener {
    private static final Duration LONGEST = Duration.ofMillis(100);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval((_, previous) -> next(previous));
    }

    private static Duration next(Duration previous) {
        var twice = previous.isZero() ? Duration.ofMillis(1) : previous.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
