/// What Kelpie knows: agents, sessions, messages, events, decisions. Pure values and rules; no
/// input or output, no clock, no threads.
@NullMarked
package dev.kelpie.model;

import org.jspecify.annotations.NullMarked;
