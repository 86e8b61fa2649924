@NullMarked
package dev.kelpie.tui.term;

import org.jspecify.annotations.NullMarked;
