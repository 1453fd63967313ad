/** What is in force, found by what is asked, and shared by all the moments it was in force at. */
@NullMarked
package dev.holdpoint.policy.index;

import org.jspecify.annotations.NullMarked;
