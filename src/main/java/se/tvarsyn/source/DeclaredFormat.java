package se.tvarsyn.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.Rejection;

/**
 * One feed, several forms: the name of a document tells which. Settings, in the mapping file's {@code format} section:
 *
 * <pre>
 * files:
 *   "*.csv": {name: csv, records: {handelse: [id, personnummer, …]}}
 *   "*.xlsx": {name: xlsx, records: {handelse: [id, personnummer, …]}}
 *   "*.xml": {name: xml, records: {handelse: {element: Handelse, fields: {id: "@id", …}}}}
 * derived:
 *   handelse: {alder_vid_start: {age_of: personnummer, on: startdatum}}
 * </pre>
 *
 * <p>Record types of the same name are one type with the fields of all forms; a field that a form does not have is null
 * in it. Adds to what its forms reject and refuse: {@code end-before-start} and {@code invalid-time} of a derived field,
 * and {@code unknown-file} for a delivery with no document whose name fits.
 */
public final class DeclaredFormat implements SourceFormat {
    private final List<SourceFormat> formats =
            List.of(new CsvFormat(), new XlsxFormat(), new XmlFormat(), new JsonFormat());

    @Override
    public String name() {
        return "declared";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.copyOf(DeclaredSettings.of(settings, formats).layouts().values());
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return false;
    }

    /** Pages of a pull belong together; files do not. */
    @Override
    public boolean isDirectoryOneDelivery(Map<String, Object> settings) {
        return DeclaredSettings.of(settings, formats).files().stream()
                .anyMatch(form -> form.format().isDirectoryOneDelivery());
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        DeclaredSettings declared = DeclaredSettings.of(settings, formats);
        Map<DeclaredSettings.FileForm, List<SourceDocument>> byForm = new LinkedHashMap<>();
        declared.files().forEach(form -> byForm.put(form, new ArrayList<>()));
        long ignored = 0;
        for (SourceDocument document : documents) {
            DeclaredSettings.FileForm form = declared.formOf(document.name());
            if (form == null) {
                ignored++;
            } else {
                byForm.getOrDefault(form, new ArrayList<>()).add(document);
            }
        }
        if (ignored == documents.size()) {
            throw new UnreadableDelivery(new Rejection(
                    documents.isEmpty() ? "(no document)" : documents.get(0).name(),
                    0,
                    null,
                    "unknown-file",
                    "the file's name fits none of format.files in the mapping file; rename it, or add its kind there"));
        }
        List<SourceReading> readings = new ArrayList<>();
        boolean isGood = false;
        try {
            for (Map.Entry<DeclaredSettings.FileForm, List<SourceDocument>> form : byForm.entrySet()) {
                if (!form.getValue().isEmpty()) {
                    readings.add(form.getKey()
                            .format()
                            .open(form.getValue(), form.getKey().settings(), scratch));
                }
            }
            isGood = true;
            return new DeclaredReading(declared, readings, ignored);
        } finally {
            if (!isGood) {
                readings.forEach(SourceReading::close);
            }
        }
    }
}
