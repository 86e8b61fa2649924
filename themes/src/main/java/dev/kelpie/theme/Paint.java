package dev.kelpie.theme;

/// How a cell is to be painted: by its meaning, or as a foreign program coloured it.
public sealed interface Paint permits Role, Look {}
