/// How what Kelpie knows is kept: SQLite, and the JSON forms of the model. No rules here.
@NullMarked
package dev.kelpie.store;

import org.jspecify.annotations.NullMarked;
