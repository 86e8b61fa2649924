/// Tests of the model's rules.
@NullMarked
package dev.kelpie.model;

import org.jspecify.annotations.NullMarked;
