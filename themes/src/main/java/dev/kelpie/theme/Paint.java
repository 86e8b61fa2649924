package dev.kelpie.theme;

/// How a cell is to be painted: by its meaning, by that on the ground of another, or as a foreign
/// program coloured it.
public sealed interface Paint permits Role, On, Look {}
