package dev.holdpoint.review;

import dev.holdpoint.testkit.OwnDefaults;

class DefaultsTest implements OwnDefaults {
    @Override
    public String service() {
        return "review";
    }
}
