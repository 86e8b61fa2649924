/// The tty: raw mode, bytes to messages, canvas to escape sequences. The only place that knows
/// Lanterna, and the only one that knows colours.
@NullMarked
package dev.kelpie.tui.term;

import org.jspecify.annotations.NullMarked;
