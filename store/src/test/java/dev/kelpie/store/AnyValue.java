package dev.kelpie.store;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Makes any value of the model from a seed, by its records' components, so that a new event is
/// tried without being written down here. Ids come from small pools, so that events meet.
final class AnyValue {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "fix it",
                    "äöü — ✓ 漢字",
                    "two\nlines\tand \"quotes\" \\ '",
                    "\u0000\u001b[31mred\u007f",
                    "half a pair \ud83d",
                    "\udc3ethe other half",
                    "🐾",
                    "{\"kind\":\"seen\"}",
                    "x".repeat(3000));

    private final SplittableRandom random;

    AnyValue(long seed) {
        random = new SplittableRandom(seed);
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType of) {
            return many(of);
        }
        var raw = (Class<?>) type;
        Object simple = simple(raw);
        if (simple != null) {
            return simple;
        }
        if (raw.isSealed()) {
            Class<?>[] cases = raw.getPermittedSubclasses();
            return value(cases[random.nextInt(cases.length)]);
        }
        if (raw.isEnum()) {
            Object[] constants = raw.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (raw.isRecord()) {
            return made(raw);
        }
        throw new IllegalStateException("no values of " + type);
    }

    private @org.jspecify.annotations.Nullable Object simple(Class<?> raw) {
        return switch (raw.getSimpleName()) {
            case "AgentId" -> new AgentId("agent-" + random.nextInt(3));
            case "SessionId" -> new SessionId("session" + random.nextInt(5));
            case "MessageId" -> new MessageId("message" + random.nextInt(5));
            case "RequestId" -> new RequestId("request-" + random.nextInt(1_000_000));
            case "String" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "Instant" -> instant();
            case "boolean", "Boolean" -> random.nextBoolean();
            case "int", "Integer" -> random.nextInt();
            case "long", "Long" -> random.nextLong();
            case "double", "Double" -> random.nextGaussian() * 1e6;
            default -> null;
        };
    }

    private Object many(ParameterizedType of) {
        Type[] inner = of.getActualTypeArguments();
        var raw = (Class<?>) of.getRawType();
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.of(value(inner[0])) : Optional.empty();
        }
        int size = random.nextInt(3);
        if (raw == List.class) {
            var list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(value(inner[0]));
            }
            return list;
        }
        Map<Object, Object> map = raw == SortedMap.class ? new TreeMap<>() : new HashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = inner[0] == String.class ? "NAME_" + random.nextInt(9) : value(inner[0]);
            map.put(key, value(inner[1]));
        }
        return map;
    }

    private Object made(Class<?> raw) {
        RecordComponent[] components = raw.getRecordComponents();
        var types = new Class<?>[components.length];
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType());
        }
        try {
            return raw.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + raw, e);
        }
    }
}
