/** Changes of holds, told to endpoints of an operator's choice by signed webhooks. */
@NullMarked
package dev.holdpoint.approval.webhook;

import org.jspecify.annotations.NullMarked;
