package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code format} section of a mapping file, where the form of a document is told by its name.
 *
 * @param files in the order of the mapping file; the first that fits is taken
 * @param layouts by record type: the fields of all forms, and the derived ones
 * @param derived by record type, by field
 */
record DeclaredSettings(
        List<FileForm> files, Map<String, SourceLayout> layouts, Map<String, Map<String, DerivedField>> derived) {
    /** Documents of one form, by their names. */
    record FileForm(Pattern name, SourceFormat format, Map<String, Object> settings) {
        boolean fits(String document) {
            return name.matcher(document.toLowerCase(Locale.ROOT)).matches();
        }
    }

    DeclaredSettings {
        files = List.copyOf(files);
        layouts = Map.copyOf(layouts);
        derived = Map.copyOf(derived);
    }

    /** @throws IllegalArgumentException where the section is wrong; its message names the setting and the mend */
    static DeclaredSettings of(Map<String, Object> settings, List<SourceFormat> formats) {
        if (!(settings.get("files") instanceof Map<?, ?> files) || files.isEmpty()) {
            throw new IllegalArgumentException(
                    "format.files: name a form for each kind of file, as in files: {\"*.csv\": {name: csv, records: …}}");
        }
        List<FileForm> forms = new ArrayList<>();
        Map<String, List<String>> fields = new LinkedHashMap<>();
        files.forEach((pattern, value) -> {
            String at = "format.files." + pattern;
            Map<String, Object> own = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, setting) -> own.put(String.valueOf(name), setting));
            }
            SourceFormat format = formats.stream()
                    .filter(f -> f.name().equals(own.get("name")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(at + ".name: use one of "
                            + formats.stream().map(SourceFormat::name).toList()));
            try {
                format.layouts(own).forEach(layout -> addFields(layout, fields));
            } catch (IllegalArgumentException e) {
                // Our own words about the settings; they hold nothing of a document.
                throw new IllegalArgumentException(at + ": " + e.getMessage(), e);
            }
            forms.add(new FileForm(glob(String.valueOf(pattern)), format, own));
        });
        Map<String, Map<String, DerivedField>> derived = derived(settings.get("derived"), fields);
        Map<String, SourceLayout> layouts = new LinkedHashMap<>();
        fields.forEach((type, names) -> layouts.put(type, new SourceLayout(type, names)));
        return new DeclaredSettings(forms, layouts, derived);
    }

    private static void addFields(SourceLayout layout, Map<String, List<String>> fields) {
        List<String> known = fields.computeIfAbsent(layout.recordType(), t -> new ArrayList<>());
        layout.fields().stream().filter(field -> !known.contains(field)).forEach(known::add);
    }

    /** Names may be written in any case; {@code *} stands for anything. */
    private static Pattern glob(String pattern) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        return Pattern.compile(
                String.join(
                        ".*", java.util.Arrays.stream(parts).map(Pattern::quote).toList()),
                Pattern.DOTALL);
    }

    private static Map<String, Map<String, DerivedField>> derived(
            @Nullable Object setting, Map<String, List<String>> fields) {
        Map<String, Map<String, DerivedField>> derived = new LinkedHashMap<>();
        if (setting == null) {
            return derived;
        }
        if (!(setting instanceof Map<?, ?> types)) {
            throw new IllegalArgumentException("format.derived: give the fields of each record type");
        }
        types.forEach((type, own) -> {
            List<String> known = fields.get(String.valueOf(type));
            if (known == null || !(own instanceof Map<?, ?> ofType)) {
                throw new IllegalArgumentException(
                        "format.derived: there is no record type '" + type + "'; there are " + fields.keySet());
            }
            Map<String, DerivedField> made = new LinkedHashMap<>();
            ofType.forEach((name, how) -> {
                String at = "format.derived." + type + "." + name;
                DerivedField field = DerivedField.of(how == null ? "" : how, at);
                for (String from : field.from()) {
                    if (!known.contains(from)) {
                        throw new IllegalArgumentException(
                                at + ": there is no field '" + from + "'; there are " + known);
                    }
                }
                made.put(String.valueOf(name), field);
                if (!known.contains(String.valueOf(name))) {
                    known.add(String.valueOf(name));
                }
            });
            derived.put(String.valueOf(type), made);
        });
        return derived;
    }

    /** @return null where no form fits the name */
    @Nullable
    FileForm formOf(String document) {
        return files.stream().filter(form -> form.fits(document)).findFirst().orElse(null);
    }
}
