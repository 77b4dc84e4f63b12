package se.tvarsyn.exports;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A release as a JSON-stat 2.0 collection, {@code name.json}, with one dataset for each cube that has figures.
 *
 * <p>It holds the figures themselves; numerators, denominators and what stands beside a figure are in the CSV.
 */
public final class JsonStatRelease implements ReleaseFormat {
    @Override
    public List<Path> write(ReleaseSheet sheet, Figures figures, Path folder, String name) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        try (NewFiles files = new NewFiles(folder);
                JsonGenerator json = factory.createGenerator(files.open(name + ".json"), JsonEncoding.UTF8)) {
            collection(sheet, figures, json);
            json.flush();
            return files.keep();
        }
    }

    private static void collection(ReleaseSheet sheet, Figures figures, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", "2.0");
        json.writeStringField("class", "collection");
        json.writeStringField("label", SwedishWords.title(sheet));
        json.writeStringField("updated", sheet.createdAt().toString());
        json.writeObjectFieldStart("extension");
        json.writeObjectFieldStart("release");
        json.writeStringField("id", sheet.releaseId());
        json.writeStringField("period_kind", sheet.periodKind());
        json.writeStringField("period", sheet.period());
        json.writeStringField("created_by", sheet.createdBy());
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("link");
        json.writeArrayFieldStart("item");
        List<String> empty = new ArrayList<>();
        CubesInTurn.each(sheet, figures, cube -> {
            // A dimension without categories is no JSON-stat: such a cube is named in a note.
            if (cube.count() == 0) {
                empty.add(
                        "Tabellen " + cube.text().nameSv() + " (" + cube.text().id() + ") har inga uppgifter.");
            } else {
                new JsonStatDataset(sheet, cube, json).write();
            }
        });
        json.writeEndArray();
        json.writeEndObject();
        List<String> notes = notes(sheet);
        sheet.sources().forEach(source -> notes.add(source.name() + ": " + source.text()));
        notes.addAll(empty);
        strings(json, "note", notes);
        json.writeEndObject();
    }

    /** Method, caveats and signs: what nobody may read a figure without. */
    static List<String> notes(ReleaseSheet sheet) {
        List<String> notes = new ArrayList<>();
        notes.add(sheet.method());
        notes.addAll(sheet.caveats());
        notes.add(State.HIDDEN.sign() + " = " + SwedishWords.HIDDEN + ".");
        notes.add(State.MISSING.sign() + " = " + SwedishWords.MISSING + ".");
        return notes;
    }

    static void strings(JsonGenerator json, String field, List<String> strings) throws IOException {
        json.writeArrayFieldStart(field);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }
}
