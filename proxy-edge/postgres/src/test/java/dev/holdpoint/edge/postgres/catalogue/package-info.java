/** What is known of a target's catalogue, held against what a real one does. */
@org.jspecify.annotations.NullMarked
package dev.holdpoint.edge.postgres.catalogue;
