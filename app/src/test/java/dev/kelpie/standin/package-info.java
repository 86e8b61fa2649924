/// Stand-ins for the model APIs on loopback, and the fixtures that run the real agent command lines
/// against them, offline. Tests only: nothing here knows Kelpie's own panes, store or screen.
@NullMarked
package dev.kelpie.standin;

import org.jspecify.annotations.NullMarked;
