/** Short-lived passwords for stock clients, kept as SCRAM verifiers only. */
@NullMarked
package dev.holdpoint.edge.app.credentials;

import org.jspecify.annotations.NullMarked;
