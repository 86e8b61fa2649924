/// The doors: command line, loopback server and its client, JSON on the wire. No rules, no tmux, no
/// SQL.
@NullMarked
package dev.kelpie.door;

import org.jspecify.annotations.NullMarked;
