package se.tvarsyn.zones;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads our records as bytes: a record is its components in their order. Made from the records themselves, so
 * a new column travels without a change here; and what the records check when they are made, they check when they are
 * read. {@link #layout()} tells whether the other end has the same records.
 *
 * @param <T> the record
 */
final class RecordCodec<T extends Record> {
    /** No list, map or text of ours comes near; a file that names more is wrong, and must not fill the memory. */
    private static final int MOST = 1 << 20;

    private final Class<T> type;
    private final Part part;

    private RecordCodec(Class<T> type, Part part) {
        this.type = type;
        this.part = part;
    }

    static <T extends Record> RecordCodec<T> of(Class<T> type) {
        return new RecordCodec<>(type, part(type));
    }

    void write(DataOutputStream out, T value) throws IOException {
        part.write(out, value);
    }

    /** @throws NotThisRecord where the bytes are not one; says nothing of what they are */
    T read(DataInputStream in) throws IOException {
        Object value = part.read(in);
        if (value == null) {
            throw new NotThisRecord();
        }
        return type.cast(value);
    }

    /** Names and types of everything in the record, down to the words of its enums. */
    String layout() {
        return part.layout();
    }

    /** The bytes are no record of this kind. */
    static final class NotThisRecord extends IOException {
        private static final long serialVersionUID = 1L;

        NotThisRecord() {
            super("the content is not what this release writes");
        }
    }

    private interface Writing {
        void write(DataOutputStream out, Object value) throws IOException;
    }

    private interface Reading {
        Object read(DataInputStream in) throws IOException;
    }

    /** One type of value; a byte before it says whether there is one. */
    private record Part(String layout, Writing writing, Reading reading) {
        void write(DataOutputStream out, @Nullable Object value) throws IOException {
            out.writeBoolean(value != null);
            if (value != null) {
                writing.write(out, value);
            }
        }

        @Nullable
        Object read(DataInputStream in) throws IOException {
            byte mark = in.readByte();
            if (mark != 0 && mark != 1) {
                throw new NotThisRecord();
            }
            return mark == 0 ? null : reading.read(in);
        }
    }

    private static Part part(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Part> parts = Arrays.stream(generic.getActualTypeArguments())
                    .map(RecordCodec::part)
                    .toList();
            return generic.getRawType() == List.class ? list(parts.get(0)) : map(parts.get(0), parts.get(1));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain);
        }
        if (plain.isSealed() && plain.isInterface()) {
            return alternatives(plain);
        }
        if (plain.isEnum()) {
            return words(plain);
        }
        return simple(plain);
    }

    private static Part simple(Class<?> type) {
        String name = type.getSimpleName();
        if (type == boolean.class || type == Boolean.class) {
            return new Part(name, (out, v) -> out.writeBoolean((Boolean) v), DataInputStream::readBoolean);
        } else if (type == int.class || type == Integer.class) {
            return new Part(name, (out, v) -> number(out, (Integer) v), in -> Math.toIntExact(number(in)));
        } else if (type == long.class || type == Long.class) {
            return new Part(name, (out, v) -> number(out, (Long) v), RecordCodec::number);
        } else if (type == String.class) {
            return new Part(name, (out, v) -> text(out, (String) v), RecordCodec::text);
        } else if (type == LocalDate.class) {
            return new Part(
                    name,
                    (out, v) -> number(out, ((LocalDate) v).toEpochDay()),
                    in -> LocalDate.ofEpochDay(Math.toIntExact(number(in))));
        } else if (type == BigDecimal.class) {
            return new Part(name, (out, v) -> text(out, ((BigDecimal) v).toPlainString()), in -> decimal(text(in)));
        } else if (type == UUID.class) {
            return new Part(
                    name,
                    (out, v) -> {
                        out.writeLong(((UUID) v).getMostSignificantBits());
                        out.writeLong(((UUID) v).getLeastSignificantBits());
                    },
                    in -> new UUID(in.readLong(), in.readLong()));
        }
        throw new IllegalArgumentException("a batch cannot carry a " + type.getName());
    }

    private static BigDecimal decimal(String text) {
        // Longer ones than any of ours cost time without end to read.
        if (text.length() > 40) {
            throw new NumberFormatException("too long");
        }
        return new BigDecimal(text);
    }

    private static Part list(Part element) {
        return new Part(
                "list of " + element.layout(),
                (out, v) -> {
                    List<?> list = (List<?>) v;
                    number(out, list.size());
                    for (Object one : list) {
                        element.write(out, one);
                    }
                },
                in -> {
                    int size = size(in);
                    List<@Nullable Object> list = new ArrayList<>(Math.min(size, 1_024));
                    for (int i = 0; i < size; i++) {
                        list.add(element.read(in));
                    }
                    return list;
                });
    }

    private static Part map(Part key, Part value) {
        return new Part(
                "map of " + key.layout() + " to " + value.layout(),
                (out, v) -> {
                    Map<?, ?> map = (Map<?, ?>) v;
                    number(out, map.size());
                    for (Map.Entry<?, ?> entry : map.entrySet()) {
                        key.write(out, entry.getKey());
                        value.write(out, entry.getValue());
                    }
                },
                in -> {
                    int size = size(in);
                    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                    for (int i = 0; i < size; i++) {
                        map.put(key.read(in), value.read(in));
                    }
                    return map;
                });
    }

    private static Part words(Class<?> type) {
        List<?> words = List.of(Objects.requireNonNull(type.getEnumConstants()));
        return new Part(
                type.getSimpleName() + words,
                (out, v) -> number(out, words.indexOf(v)),
                in -> words.get(index(in, words.size())));
    }

    private static Part alternatives(Class<?> type) {
        Class<?>[] permitted = Objects.requireNonNull(type.getPermittedSubclasses());
        List<Part> parts = Arrays.stream(permitted).map(RecordCodec::part).toList();
        return new Part(
                type.getSimpleName() + parts.stream().map(Part::layout).toList(),
                (out, v) -> {
                    int which = List.of(permitted).indexOf(v.getClass());
                    number(out, which);
                    parts.get(which).write(out, v);
                },
                in -> present(parts.get(index(in, permitted.length)).read(in)));
    }

    private static Part record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Part> parts =
                Arrays.stream(components).map(c -> part(c.getGenericType())).toList();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        StringBuilder layout = new StringBuilder(type.getSimpleName()).append('(');
        for (int i = 0; i < components.length; i++) {
            layout.append(components[i].getName())
                    .append(' ')
                    .append(parts.get(i).layout())
                    .append(';');
        }
        return new Part(
                layout.append(')').toString(),
                (out, v) -> {
                    for (int i = 0; i < components.length; i++) {
                        parts.get(i).write(out, component(components[i], v));
                    }
                },
                in -> {
                    @Nullable Object[] values = new @Nullable Object[components.length];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = parts.get(i).read(in);
                    }
                    return made(type, types, values);
                });
    }

    private static @Nullable Object component(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that travels must be public: " + component.getDeclaringRecord());
        }
    }

    private static Object made(Class<?> type, Class<?>[] types, @Nullable Object[] values) throws NotThisRecord {
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException | IllegalArgumentException e) {
            // The record refused it, or a number is missing: without the cause, which may quote a value.
            throw new NotThisRecord();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that travels must be public: " + type.getName());
        }
    }

    private static Object present(@Nullable Object value) throws NotThisRecord {
        if (value == null) {
            throw new NotThisRecord();
        }
        return value;
    }

    private static int size(DataInputStream in) throws IOException {
        return index(in, MOST);
    }

    private static int index(DataInputStream in, int below) throws IOException {
        long index = number(in);
        if (index < 0 || index >= below) {
            throw new NotThisRecord();
        }
        return (int) index;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(out, utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] utf8 = new byte[size(in)];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Seven bits a byte, the low ones first; the sign in the lowest bit, so that small numbers are short. */
    private static void number(DataOutputStream out, long value) throws IOException {
        long left = value << 1 ^ value >> 63;
        while ((left & ~0x7fL) != 0) {
            out.writeByte((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte some = in.readByte();
            value |= (some & 0x7fL) << shift;
            if (some >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new NotThisRecord();
    }
}
