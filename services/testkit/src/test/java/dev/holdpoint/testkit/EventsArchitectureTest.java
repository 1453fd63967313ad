package dev.holdpoint.testkit;

import java.nio.file.Path;
import java.util.Set;

/** The events cannot test themselves with this module, which depends on them. */
class EventsArchitectureTest implements ArchitectureRules {
    @Override
    public Path compiled() {
        return Path.of("..", "events", "target", "classes");
    }

    @Override
    public Set<String> domainPackages() {
        return Set.of("dev.holdpoint.events..");
    }
}
