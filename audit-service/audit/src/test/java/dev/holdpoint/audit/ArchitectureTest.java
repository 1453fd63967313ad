package dev.holdpoint.audit;

import dev.holdpoint.testkit.ArchitectureRules;

class ArchitectureTest implements ArchitectureRules {}
