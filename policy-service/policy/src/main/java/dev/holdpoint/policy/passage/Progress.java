package dev.holdpoint.policy.passage;

/**
 * How far a simulation has come.
 *
 * @param read records of the log
 * @param records how many there are to be read
 * @param commands those asked about
 * @param changed those that would be answered otherwise
 */
public record Progress(long read, long records, long commands, long changed) {}
