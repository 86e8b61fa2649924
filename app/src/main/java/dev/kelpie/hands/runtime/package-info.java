/// Everything that knows what an agent's command line program is: how it is started, what its
/// screen says, which files it keeps, and what all that adds up to. No tmux, no door, no SQL.
@NullMarked
package dev.kelpie.hands.runtime;

import org.jspecify.annotations.NullMarked;
