package dev.kelpie.door.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Collection;
import java.util.Map;

/// A value in a person's file that is not of the kind that belongs there, in words: the reader of
/// the file knows only Java's.
public final class Misfit {
    private Misfit() {}

    /// What is wrong, without the place.
    public static String words(JacksonException e) {
        if (e instanceof MismatchedInputException misfit && misfit.getTargetType() != null) {
            return where(misfit) + " must be " + kind(misfit.getTargetType());
        }
        // What stands indented is the place once more.
        return String.join(
                ", ",
                String.valueOf(e.getOriginalMessage())
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .toList());
    }

    private static String where(MismatchedInputException misfit) {
        var path = new StringBuilder();
        misfit.getPath()
                .forEach(step ->
                        path.append(
                                step.getFieldName() == null
                                        ? "[" + (step.getIndex() + 1) + "]"
                                        : (path.isEmpty() ? "" : ".") + step.getFieldName()));
        return path.isEmpty() ? "the file" : path.toString();
    }

    private static String kind(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(type)
                ? "a list"
                : Map.class.isAssignableFrom(type) ? "names with values" : "keys with values";
    }
}
