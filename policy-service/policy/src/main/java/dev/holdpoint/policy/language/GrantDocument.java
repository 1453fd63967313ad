package dev.holdpoint.policy.language;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;

/** A grant as written in a file. */
public record GrantDocument(GrantId grant, Place place, GrantSpec spec) implements Document {
    @Override
    public String name() {
        return grant.value();
    }
}
