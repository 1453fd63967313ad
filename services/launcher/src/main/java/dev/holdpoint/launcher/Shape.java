package dev.holdpoint.launcher;

/** How the five services are laid out: one process for all of them, or one process each. */
enum Shape {
    STANDALONE,
    SEPARATE;

    String words() {
        return switch (this) {
            case STANDALONE -> "all services in one process";
            case SEPARATE -> "each service in a process of its own";
        };
    }
}
