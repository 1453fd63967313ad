/** PostgreSQL 18's parser as it comes: text in, JSON tree out; one instance for each thread. */
@NullMarked
package dev.holdpoint.sql.parser;

import org.jspecify.annotations.NullMarked;
