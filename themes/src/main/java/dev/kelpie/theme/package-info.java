/// What a cell means and how that looks: roles, looks, colour depths and the theme files. Nothing
/// here may know of screens or agents.
@NullMarked
package dev.kelpie.theme;

import org.jspecify.annotations.NullMarked;
