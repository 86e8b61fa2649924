package dev.kelpie.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The forms of the two types of the JDK that Jackson's core does not know.
final class JsonForms {
    private JsonForms() {}

    static SimpleModule module() {
        return new SimpleModule("kelpie")
                .addSerializer(new TimeOut())
                .addDeserializer(Instant.class, new TimeIn())
                .addSerializer(new MaybeOut())
                .addDeserializer(Optional.class, new MaybeIn(null));
    }

    private static final class TimeOut extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        TimeOut() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class TimeIn extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        TimeIn() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = in.getValueAsString("");
            try {
                return Instant.parse(text);
            } catch (DateTimeException _) {
                return (Instant)
                        context.handleWeirdStringValue(
                                Instant.class, text, "a time is like 2026-11-21T09:00:00Z");
            }
        }
    }

    private static final class MaybeOut extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1;

        MaybeOut() {
            super(Optional.class, false);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Optional<?> value) {
            return value.isEmpty();
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            if (value.isEmpty()) {
                out.writeNull();
                return;
            }
            Object content = value.get();
            provider.findTypedValueSerializer(content.getClass(), true, null)
                    .serialize(content, out, provider);
        }
    }

    private static final class MaybeIn extends StdDeserializer<Optional<?>>
            implements ContextualDeserializer {
        private static final long serialVersionUID = 1;

        private final @Nullable JavaType content;

        MaybeIn(@Nullable JavaType content) {
            super(Optional.class);
            this.content = content;
        }

        @Override
        public JsonDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property) {
            JavaType type = property == null ? context.getContextualType() : property.getType();
            return new MaybeIn(type.containedTypeOrUnknown(0));
        }

        @Override
        public Optional<?> deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (content == null) {
                throw new IllegalStateException("an Optional of what?");
            }
            return Optional.of(context.findRootValueDeserializer(content).deserialize(in, context));
        }

        @Override
        public Optional<?> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Optional.empty();
        }
    }
}
