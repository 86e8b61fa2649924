/// The screen: state in, canvas out. It knows the world through `Kelpie` and a cell through its
/// role; it never touches a tty, a colour, tmux or the database.
@NullMarked
package dev.kelpie.tui;

import org.jspecify.annotations.NullMarked;
