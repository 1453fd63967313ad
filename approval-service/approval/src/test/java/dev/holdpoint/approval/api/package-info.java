@NullMarked
package dev.holdpoint.approval.api;

import org.jspecify.annotations.NullMarked;
