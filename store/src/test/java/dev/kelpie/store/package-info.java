/// Tests of the store.
@NullMarked
package dev.kelpie.store;

import org.jspecify.annotations.NullMarked;
