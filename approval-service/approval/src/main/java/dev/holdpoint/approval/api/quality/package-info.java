/** The quality of approving over REST. */
@NullMarked
package dev.holdpoint.approval.api.quality;

import org.jspecify.annotations.NullMarked;
