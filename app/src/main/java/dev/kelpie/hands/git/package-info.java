/// Everything that Kelpie does with git for one agent's worktree: making, describing, guarding and
/// removing it. No other place starts git; nothing here knows of agents, panes, SQL or the screen.
@NullMarked
package dev.kelpie.hands.git;

import org.jspecify.annotations.NullMarked;
