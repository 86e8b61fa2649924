/// Where things lie on this machine: the Kelpie home, the lock on it, the configuration. JDK and
/// TOML only; no rules.
@NullMarked
package dev.kelpie.home;

import org.jspecify.annotations.NullMarked;
