package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;

/** Several forms as one: their records get the fields that all forms share, and the derived ones. */
final class DeclaredReading implements SourceReading {
    private final DeclaredSettings settings;
    private final List<SourceReading> readings;
    private final long ignored;
    private final Payload payload = new Payload();
    private final Map<SourceLayout, Shape> shapes = new HashMap<>();
    private int current;

    /**
     * @param readings closed with this
     * @param ignored documents whose names fit no form
     */
    DeclaredReading(DeclaredSettings settings, List<SourceReading> readings, long ignored) {
        this.settings = settings;
        this.readings = List.copyOf(readings);
        this.ignored = ignored;
    }

    /** How records of one form become records of the feed. */
    private record Shape(SourceLayout layout, int[] placeOf, List<Filled> filled) {}

    /** A derived field and the places of what it is told by. */
    private record Filled(DerivedField field, int place, int[] from) {}

    @Override
    public boolean hasNext() {
        while (current < readings.size() && !readings.get(current).hasNext()) {
            current++;
        }
        return current < readings.size();
    }

    @Override
    public SourceBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all records have been read");
        }
        SourceBlock block = readings.get(current).next();
        List<SourceRecord> records = new ArrayList<>(block.records().size());
        List<RejectedRecord> unreadable = new ArrayList<>(block.unreadable());
        @Nullable Shape shape = null;
        @Nullable SourceLayout layout = null;
        for (SourceRecord record : block.records()) {
            if (shape == null || record.layout() != layout) {
                layout = record.layout();
                shape = shapes.computeIfAbsent(layout, this::shape);
            }
            @Nullable String[] values = values(record, shape);
            try {
                fill(values, shape, block.document());
                records.add(new SourceRecord(shape.layout(), record.line(), values));
            } catch (UnusableElement e) {
                Map<String, @Nullable String> fields = new HashMap<>();
                for (int i = 0; i < values.length; i++) {
                    fields.put(shape.layout().fields().get(i), values[i]);
                }
                unreadable.add(new RejectedRecord(e.at(block.document(), record.line()), payload.of(fields)));
            }
        }
        return new SourceBlock(block.document(), records, unreadable);
    }

    private Shape shape(SourceLayout form) {
        SourceLayout layout = settings.layouts().get(form.recordType());
        if (layout == null) {
            throw new IllegalStateException("a form gave a record type that it did not declare");
        }
        int[] placeOf = form.fields().stream().mapToInt(layout::indexOf).toArray();
        List<Filled> filled = new ArrayList<>();
        settings.derived()
                .getOrDefault(form.recordType(), Map.of())
                .forEach((name, field) -> filled.add(new Filled(
                        field,
                        layout.indexOf(name),
                        field.from().stream().mapToInt(layout::indexOf).toArray())));
        return new Shape(layout, placeOf, filled);
    }

    private static @Nullable String[] values(SourceRecord record, Shape shape) {
        @Nullable String[] values = new @Nullable String[shape.layout().fields().size()];
        for (int i = 0; i < shape.placeOf().length; i++) {
            values[shape.placeOf()[i]] = record.value(i);
        }
        return values;
    }

    private static void fill(@Nullable String[] values, Shape shape, String document) throws UnusableElement {
        for (Filled filled : shape.filled()) {
            if (stripped(values[filled.place()]) != null) {
                continue;
            }
            @Nullable String[] from = new @Nullable String[filled.from().length];
            for (int i = 0; i < from.length; i++) {
                from[i] = stripped(values[filled.from()[i]]);
            }
            values[filled.place()] = filled.field().of(from, document);
        }
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public Map<String, Long> referenceCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        readings.forEach(
                reading -> reading.referenceCounts().forEach((what, count) -> counts.merge(what, count, Long::sum)));
        if (ignored > 0) {
            counts.merge("ignored files", ignored, Long::sum);
        }
        return counts;
    }

    @Override
    public FieldsSeen fieldsSeen() {
        FieldsSeen all = new FieldsSeen();
        readings.forEach(reading -> all.saw(reading.fieldsSeen()));
        return all;
    }

    @Override
    public void close() {
        current = readings.size();
        readings.forEach(SourceReading::close);
    }
}
