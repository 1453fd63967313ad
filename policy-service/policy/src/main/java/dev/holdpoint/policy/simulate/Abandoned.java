package dev.holdpoint.policy.simulate;

/** A simulation that was not carried to its end. */
public final class Abandoned extends RuntimeException {
    Abandoned(String why) {
        super(why);
    }
}
