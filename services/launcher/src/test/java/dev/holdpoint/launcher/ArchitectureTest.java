package dev.holdpoint.launcher;

import dev.holdpoint.testkit.ArchitectureRules;

class ArchitectureTest implements ArchitectureRules {}
