/** The databases a local Holdpoint needs, made when missing. */
@NullMarked
package dev.holdpoint.launcher.database;

import org.jspecify.annotations.NullMarked;
