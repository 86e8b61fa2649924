/// Does what the engine decided, outside: panes, worktrees, agents' programs; and reports what it
/// sees there. Knows no SQL and no screen of ours.
@NullMarked
package dev.kelpie.hands;

import org.jspecify.annotations.NullMarked;
