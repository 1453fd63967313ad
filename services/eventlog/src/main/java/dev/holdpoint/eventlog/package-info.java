/** The log: acknowledged append and ordered read of events on Kafka. */
@NullMarked
package dev.holdpoint.eventlog;

import org.jspecify.annotations.NullMarked;
