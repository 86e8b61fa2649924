@NullMarked
package dev.kelpie.tui;

import org.jspecify.annotations.NullMarked;
