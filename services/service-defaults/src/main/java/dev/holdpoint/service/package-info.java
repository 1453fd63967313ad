/** What every service has in common: identity of the caller, problem answers, strict paths. */
@NullMarked
package dev.holdpoint.service;

import org.jspecify.annotations.NullMarked;
