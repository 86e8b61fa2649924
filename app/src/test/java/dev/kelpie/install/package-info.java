/// The way onto a machine, tried as a person would: the launcher and install.sh as real processes.
/// Nothing here touches the real home.
@NullMarked
package dev.kelpie.install;

import org.jspecify.annotations.NullMarked;
