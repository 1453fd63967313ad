package dev.holdpoint.testkit;

class ArchitectureTest implements ArchitectureRules {}
