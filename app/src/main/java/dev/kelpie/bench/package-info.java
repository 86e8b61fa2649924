/// Measures Kelpie as it is installed, each figure beside a yardstick of the same run. A program of
/// its own, which nothing else uses.
@NullMarked
package dev.kelpie.bench;

import org.jspecify.annotations.NullMarked;
