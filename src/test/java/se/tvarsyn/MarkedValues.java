package se.tvarsyn;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.RecordSources;
import se.tvarsyn.canonical.RejectedRecord;

/** Fills records with values that can be told again, and says which types a record can hold. */
final class MarkedValues {
    /** From Skatteverket's published test numbers. */
    static final String NUMBER = "191401682396";
    /** Stands in every text that may tell who a person is. */
    static final String MARK = "MARKOR";
    /** Components whose text comes from a record and may be, or lead to, an identity. */
    private static final Set<String> HIDDEN = Set.of("payload", "sourceId", "naturalKey", "group", "code");

    private MarkedValues() {}

    /** A value of the type, with every component of a record filled. */
    static Object of(Class<?> type) {
        return value(type, "");
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType(), components[i].getName());
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new AssertionError("teach MarkedValues a value that " + type + " accepts", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make " + type, e);
        }
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Map.class) {
                return Map.of(value(of[0], name), value(of[1], name));
            }
            Object element = value(of[of.length - 1], name);
            return raw == Optional.class ? Optional.of(element) : raw == Set.class ? Set.of(element) : List.of(element);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return HIDDEN.contains(name) ? MARK + NUMBER : "plain";
        }
        if (plain == IdentityNumber.class) {
            IdentityNumber number = IdentityNumber.read(NUMBER, LocalDate.of(2026, 1, 1));
            if (number == null) {
                throw new AssertionError("the test number is one");
            }
            return number;
        }
        if (plain == Pseudonym.class) {
            return new Pseudonym(0x8000L, 2L << 62);
        }
        if (plain == int.class || plain == Integer.class) {
            return 1;
        }
        if (plain == long.class || plain == Long.class) {
            return 1L;
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return true;
        }
        if (plain == LocalDate.class) {
            return LocalDate.of(2026, 1, 1);
        }
        if (plain == UUID.class) {
            return new UUID(1, 2);
        }
        if (plain == BigDecimal.class) {
            return new BigDecimal("1.25");
        }
        if (plain == RecordSources.class) {
            return (RecordSources) (mapped, why) -> new RejectedRecord(why, "type", MARK);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain.isSealed()) {
            return value(plain.getPermittedSubclasses()[0], name);
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        throw new AssertionError("teach MarkedValues a value of " + plain + " for '" + name + "'");
    }

    /** Whether a component's text may tell who a person is. */
    static boolean isIdentityBearing(Class<?> type) {
        for (Class<?> held : heldBy(type)) {
            if (held == IdentityNumber.class) {
                return true;
            }
            if (held.isRecord()) {
                for (RecordComponent component : held.getRecordComponents()) {
                    if (component.getType() == String.class && HIDDEN.contains(component.getName())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The type itself and every type that a value of it can hold: components, their type arguments, permitted types. */
    static Set<Class<?>> heldBy(Class<?> type) {
        Set<Class<?>> held = new LinkedHashSet<>();
        List<Type> open = new ArrayList<>(List.of(type));
        while (!open.isEmpty()) {
            Type next = open.remove(0);
            if (next instanceof ParameterizedType generic) {
                open.add(generic.getRawType());
                open.addAll(List.of(generic.getActualTypeArguments()));
            } else if (next instanceof WildcardType wildcard) {
                open.addAll(List.of(wildcard.getUpperBounds()));
            } else if (next instanceof GenericArrayType array) {
                open.add(array.getGenericComponentType());
            } else if (next instanceof Class<?> plain && held.add(plain)) {
                if (plain.isArray()) {
                    open.add(plain.getComponentType());
                }
                if (plain.isSealed()) {
                    open.addAll(List.of(plain.getPermittedSubclasses()));
                }
                if (plain.isRecord()) {
                    for (RecordComponent component : plain.getRecordComponents()) {
                        open.add(component.getGenericType());
                    }
                }
            }
        }
        return held;
    }
}
