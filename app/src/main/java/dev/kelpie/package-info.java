/// The program itself: which process this is to be, and how its parts are put together. Rules,
/// screens and everything outside live in the packages below.
@NullMarked
package dev.kelpie;

import org.jspecify.annotations.NullMarked;
