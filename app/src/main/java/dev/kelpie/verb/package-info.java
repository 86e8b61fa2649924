/// Everything that can be asked of Kelpie: a record for each command, and the table of verbs that
/// the doors offer. Pure; no input or output.
@NullMarked
package dev.kelpie.verb;

import org.jspecify.annotations.NullMarked;
