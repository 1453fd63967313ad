package dev.holdpoint.testkit;

import java.nio.file.Path;

/** The embedded servers cannot test themselves with this module, which depends on them. */
class EmbeddedArchitectureTest implements ArchitectureRules {
    @Override
    public Path compiled() {
        return Path.of("..", "embedded", "target", "classes");
    }
}
