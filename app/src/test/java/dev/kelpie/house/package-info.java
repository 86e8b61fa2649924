/// The rules of the house as tests: who may import whom, how long a file may be, and that the
/// documentation says what the tables say. Nothing of Kelpie's behaviour is tested here.
@NullMarked
package dev.kelpie.house;

import org.jspecify.annotations.NullMarked;
