/** Opens references to secrets: files, the environment, Vault. */
@NullMarked
package dev.holdpoint.edge.app.secret;

import org.jspecify.annotations.NullMarked;
