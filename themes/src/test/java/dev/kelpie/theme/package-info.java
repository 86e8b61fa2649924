@NullMarked
package dev.kelpie.theme;

import org.jspecify.annotations.NullMarked;
