package dev.holdpoint.eventlog;

import dev.holdpoint.testkit.ArchitectureRules;

class ArchitectureTest implements ArchitectureRules {}
