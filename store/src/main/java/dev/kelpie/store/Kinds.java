package dev.kelpie.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The stable names of the cases of a type, which stand in its JSON as `kind`. `name` writes them,
/// by a switch that does not compile while a case has none; `types` reads them, and may list the
/// names of former days too.
public record Kinds<T>(
        Class<T> root, Function<? super T, String> name, Map<String, Class<? extends T>> types) {
    /// The property that holds the name.
    public static final String PROPERTY = "kind";

    public Kinds {
        types = Map.copyOf(types);
        if (root.isSealed()) {
            Set<Class<?>> cases =
                    Stream.of(root.getPermittedSubclasses()).collect(Collectors.toSet());
            if (!cases.equals(Set.copyOf(types.values()))) {
                throw new IllegalStateException("not every case of " + root + " can be read");
            }
        }
    }

    /// The name of this value's case.
    public String of(T value) {
        return name.apply(value);
    }

    Resolver resolver() {
        return new Resolver();
    }

    /// The same, in the shape that Jackson asks for.
    final class Resolver extends TypeIdResolverBase {
        @Override
        public String idFromValue(Object value) {
            return of(root.cast(value));
        }

        @Override
        public String idFromValueAndType(Object value, Class<?> suggested) {
            return idFromValue(value);
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String id) throws IOException {
            Class<? extends T> type = types.get(id);
            if (type == null) {
                throw new IOException("no " + root.getSimpleName() + " is called '" + id + "'");
            }
            return context.constructType(type);
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}
