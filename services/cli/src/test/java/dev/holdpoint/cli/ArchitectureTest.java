package dev.holdpoint.cli;

import dev.holdpoint.testkit.ArchitectureRules;

class ArchitectureTest implements ArchitectureRules {}
