package se.tvarsyn.exports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A cube as a JSON-stat dataset: its axes, then {@code ContentsCode} and {@code Tid} as PxWeb names them. The categories of
 * an axis are its total and the codes of every level, with {@code child} between them.
 */
final class JsonStatDataset {
    static final String CONTENTS = "ContentsCode";
    static final String TIME = "Tid";
    /** With more places than this for each figure, nulls would be most of the file. */
    private static final int MOST_PLACES_BY_FIGURE = 10;

    private final ReleaseSheet sheet;
    private final CubeContents cube;
    private final JsonGenerator json;
    private final List<List<Category>> categories;
    private final List<Column> columns;

    JsonStatDataset(ReleaseSheet sheet, CubeContents cube, JsonGenerator json) {
        this.sheet = sheet;
        this.cube = cube;
        this.json = json;
        this.categories = cube.axes().stream().map(CubeAxis::inOrder).toList();
        this.columns = cube.columns();
    }

    void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("version", "2.0");
        json.writeStringField("class", "dataset");
        json.writeStringField("label", cube.text().nameSv());
        json.writeStringField(
                "source",
                columns.stream()
                        .map(column -> column.metric().source())
                        .distinct()
                        .collect(Collectors.joining("; ")));
        json.writeStringField("updated", sheet.createdAt().toString());
        JsonStatRelease.strings(json, "note", JsonStatRelease.notes(sheet));
        shape();
        json.writeObjectFieldStart("dimension");
        for (int i = 0; i < categories.size(); i++) {
            axis(cube.axes().get(i), categories.get(i));
        }
        contents();
        time();
        json.writeEndObject();
        cells();
        extension();
        json.writeEndObject();
    }

    private static String id(CubeAxis axis) {
        return String.join("-", axis.levels());
    }

    private void shape() throws IOException {
        List<String> ids =
                new ArrayList<>(cube.axes().stream().map(JsonStatDataset::id).toList());
        ids.add(CONTENTS);
        ids.add(TIME);
        JsonStatRelease.strings(json, "id", ids);
        json.writeArrayFieldStart("size");
        for (List<Category> axis : categories) {
            json.writeNumber(axis.size());
        }
        json.writeNumber(columns.size());
        json.writeNumber(1);
        json.writeEndArray();
        json.writeObjectFieldStart("role");
        JsonStatRelease.strings(json, "time", List.of(TIME));
        JsonStatRelease.strings(json, "metric", List.of(CONTENTS));
        List<String> places = cube.axes().stream()
                .filter(axis -> SwedishWords.isPlace(axis.levels()))
                .map(JsonStatDataset::id)
                .toList();
        if (!places.isEmpty()) {
            JsonStatRelease.strings(json, "geo", places);
        }
        json.writeEndObject();
    }

    private void axis(CubeAxis axis, List<Category> order) throws IOException {
        json.writeObjectFieldStart(id(axis));
        json.writeStringField("label", SwedishWords.axis(axis.levels()));
        json.writeObjectFieldStart("category");
        JsonStatRelease.strings(json, "index", order.stream().map(axis::id).toList());
        json.writeObjectFieldStart("label");
        for (Category category : order) {
            json.writeStringField(axis.id(category), axis.label(category));
        }
        json.writeEndObject();
        Map<Category, List<Category>> children = axis.children();
        if (!children.isEmpty()) {
            json.writeObjectFieldStart("child");
            for (Category parent : order) {
                if (children.containsKey(parent)) {
                    List<String> ids = children.getOrDefault(parent, List.of()).stream()
                            .map(axis::id)
                            .toList();
                    JsonStatRelease.strings(json, axis.id(parent), ids);
                }
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        // As PxWeb says which category to take where a reader leaves the dimension out.
        json.writeObjectFieldStart("extension");
        json.writeBooleanField("elimination", true);
        json.writeStringField("eliminationValueCode", axis.id(Category.TOTAL));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void contents() throws IOException {
        json.writeObjectFieldStart(CONTENTS);
        json.writeStringField("label", "Mått");
        json.writeObjectFieldStart("category");
        JsonStatRelease.strings(json, "index", columns.stream().map(Column::id).toList());
        json.writeObjectFieldStart("label");
        for (Column column : columns) {
            json.writeStringField(column.id(), column.label(sheet));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("unit");
        for (Column column : columns) {
            json.writeObjectFieldStart(column.id());
            json.writeStringField("base", SwedishWords.unit(column.metric().unit()));
            json.writeNumberField("decimals", cube.decimals(column));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("note");
        for (Column column : columns) {
            MetricText metric = column.metric();
            JsonStatRelease.strings(
                    json,
                    column.id(),
                    metric.exclusionsSv().isEmpty()
                            ? List.of(metric.definitionSv())
                            : List.of(metric.definitionSv(), metric.exclusionsSv()));
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void time() throws IOException {
        json.writeObjectFieldStart(TIME);
        json.writeStringField("label", SwedishWords.periodKind(sheet.periodKind()));
        json.writeObjectFieldStart("category");
        JsonStatRelease.strings(json, "index", List.of(sheet.period()));
        json.writeObjectFieldStart("label");
        json.writeStringField(sheet.period(), SwedishWords.period(sheet));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Row-major, the last dimension varying fastest. A place without a figure is null, with no sign in {@code status}. */
    private void cells() throws IOException {
        SortedMap<Long, CubeContents.Cell> cells = byIndex();
        long places = columns.size();
        for (List<Category> axis : categories) {
            places = Math.multiplyExact(places, axis.size());
        }
        if (places <= (long) MOST_PLACES_BY_FIGURE * cube.count()) {
            json.writeArrayFieldStart("value");
            for (long i = 0; i < places; i++) {
                number(cells.get(i));
            }
            json.writeEndArray();
        } else {
            sparse(cells);
        }
        json.writeObjectFieldStart("status");
        for (Map.Entry<Long, CubeContents.Cell> cell : cells.entrySet()) {
            if (cell.getValue().state() != State.VALUE) {
                json.writeStringField(
                        cell.getKey().toString(), cell.getValue().state().sign());
            }
        }
        json.writeEndObject();
    }

    /** Hidden cells stand as null: a reader takes an object without any member for a dataset without values. */
    private void sparse(SortedMap<Long, CubeContents.Cell> cells) throws IOException {
        json.writeObjectFieldStart("value");
        for (Map.Entry<Long, CubeContents.Cell> cell : cells.entrySet()) {
            json.writeFieldName(cell.getKey().toString());
            number(cell.getValue());
        }
        json.writeEndObject();
    }

    private void number(CubeContents.@org.jspecify.annotations.Nullable Cell cell) throws IOException {
        if (cell == null || cell.number() == null) {
            json.writeNull();
        } else {
            json.writeNumber(cell.number());
        }
    }

    private SortedMap<Long, CubeContents.Cell> byIndex() {
        List<Map<Category, Integer>> indexes =
                categories.stream().map(CubeContents::indexes).toList();
        SortedMap<Long, CubeContents.Cell> cells = new TreeMap<>();
        for (CubeContents.Place place : cube.places()) {
            long row = 0;
            for (int i = 0; i < indexes.size(); i++) {
                Integer index = Objects.requireNonNull(
                        indexes.get(i).get(place.categories().get(i)));
                row = row * categories.get(i).size() + index;
            }
            for (int i = 0; i < columns.size(); i++) {
                CubeContents.Cell cell = cube.cell(place, columns.get(i));
                if (cell != null) {
                    cells.put(row * columns.size() + i, cell);
                }
            }
        }
        return cells;
    }

    private void extension() throws IOException {
        json.writeObjectFieldStart("extension");
        json.writeObjectFieldStart("px");
        json.writeStringField("tableid", cube.text().id());
        json.writeStringField("language", "sv");
        json.writeStringField("contents", cube.text().nameSv());
        json.writeNumberField(
                "decimals", columns.stream().mapToInt(cube::decimals).max().orElse(0));
        json.writeEndObject();
        json.writeStringField("label_en", cube.text().nameEn());
        json.writeEndObject();
    }
}
