/// The single-writer loop: decide, write, publish, perform. Knows no tmux, no git, no door.
@NullMarked
package dev.kelpie.engine;

import org.jspecify.annotations.NullMarked;
