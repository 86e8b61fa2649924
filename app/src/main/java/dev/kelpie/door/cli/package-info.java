/// The command line: a file for each verb, and the list of them in [CliVerbs]. Printing and
/// waiting, no rules.
@NullMarked
package dev.kelpie.door.cli;

import org.jspecify.annotations.NullMarked;
