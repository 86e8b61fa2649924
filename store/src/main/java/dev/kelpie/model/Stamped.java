package dev.kelpie.model;

import java.time.Instant;

/// An event with its place in the log and its time. Numbers only grow.
public record Stamped(long seq, Instant at, Event event) {}
