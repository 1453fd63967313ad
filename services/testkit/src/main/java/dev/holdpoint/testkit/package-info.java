/**
 * What tests share: real servers, fixed time and ids, given-when-then for deciders, house rules.
 */
@NullMarked
package dev.holdpoint.testkit;

import org.jspecify.annotations.NullMarked;
