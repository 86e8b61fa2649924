/// One private tmux server and the panes in it: opening, looking, pasting, pressing, following,
/// ending. Knows nothing of agents, tasks or policy, and is the only package that runs tmux.
@NullMarked
package dev.kelpie.tmux;

import org.jspecify.annotations.NullMarked;
