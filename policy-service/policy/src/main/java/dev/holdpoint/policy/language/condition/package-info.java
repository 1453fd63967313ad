/** Conditions: CEL with variables of the protocol, checked for types when documents are read. */
@NullMarked
package dev.holdpoint.policy.language.condition;

import org.jspecify.annotations.NullMarked;
