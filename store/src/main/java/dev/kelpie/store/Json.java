package dev.kelpie.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The one JSON form of the model, on disk and on the wire: cases by `kind`, enum constants and
/// kinds in kebab-case, ids and times as plain strings, nothing for what is empty.
public final class Json {
    private Json() {}

    /// A new mapper of this form. `more` names the cases of the caller's own types. Lists of a type
    /// with cases must be written as a component of a record, since a bare list forgets its type.
    public static ObjectMapper mapper(Kinds<?>... more) {
        var kinds = new ArrayList<Kinds<?>>(EventJson.ALL);
        kinds.addAll(List.of(more));
        JsonMapper mapper =
                JsonMapper.builder()
                        .annotationIntrospector(new Names(kinds))
                        .addModule(JsonForms.module())
                        // Half a surrogate pair, as a cut text may hold, has no UTF-8; escaped it
                        // is kept.
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .defaultPropertyInclusion(
                                JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                        .build();
        for (Class<?> id :
                List.of(AgentId.class, SessionId.class, MessageId.class, RequestId.class)) {
            mapper.addMixIn(id, Id.class);
        }
        // A text is written even when it is empty: without it, it would be missing, not empty.
        mapper.configOverride(String.class)
                .setInclude(
                        JsonInclude.Value.construct(
                                JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS));
        for (Class<?> many : List.of(Collection.class, List.class, Map.class, SortedMap.class)) {
            mapper.configOverride(many)
                    .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
        return mapper;
    }

    /// An id is its text.
    private abstract static class Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Id(String unused) {}

        @JsonValue
        abstract String value();
    }

    /// How cases and constants are called.
    private static final class Names extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        private final transient List<Kinds<?>> kinds;

        Names(List<Kinds<?>> kinds) {
            this.kinds = List.copyOf(kinds);
        }

        @Override
        public @Nullable TypeResolverBuilder<?> findTypeResolver(
                MapperConfig<?> config, AnnotatedClass type, JavaType base) {
            for (Kinds<?> kind : kinds) {
                if (kind.root().isAssignableFrom(type.getRawType())) {
                    return new StdTypeResolverBuilder()
                            .init(JsonTypeInfo.Id.CUSTOM, kind.resolver())
                            .inclusion(JsonTypeInfo.As.PROPERTY)
                            .typeProperty(Kinds.PROPERTY);
                }
            }
            return super.findTypeResolver(config, type, base);
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            for (int i = 0; i < constants.length; i++) {
                names[i] = constants[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return names;
        }
    }
}
