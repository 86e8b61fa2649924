/// How an agent's hooks and the engine hand each other things without starting a process or needing
/// the other side: a Maildir per session. Knows files only; no tmux, no engine.
@NullMarked
package dev.kelpie.hands.spool;

import org.jspecify.annotations.NullMarked;
