package dev.holdpoint.edge.app;

import dev.holdpoint.testkit.ArchitectureRules;

class ArchitectureTest implements ArchitectureRules {}
