/**
 * Real Kafka, PostgreSQL and an OIDC issuer inside or beside this JVM, without a container engine.
 */
@NullMarked
package dev.holdpoint.embedded;

import org.jspecify.annotations.NullMarked;
