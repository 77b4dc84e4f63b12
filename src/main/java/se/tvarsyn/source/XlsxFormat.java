package se.tvarsyn.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * Workbooks (.xlsx) with a header row. Settings, in the mapping file's {@code format} section: {@code records}, {@code
 * optional}, {@code aliases}, {@code header_line} and {@code numbers} as for {@link CsvFormat}, and {@code sheet}, the
 * name of the sheet, without which it is the first one.
 *
 * <p>Texts are stripped. Numbers come without exponent and without {@code .0}; dates and times, known by the cell's
 * number format, as ISO 8601 writes them; a formula as what it gave when the workbook was saved, and as blank where
 * that was not saved. A row whose named columns are all blank is none. Of merged cells only the first holds a value.
 * Rejected records: {@code cell-error}, {@code cell-too-long}, {@code broken-cell}, {@code broken-document} where a
 * sheet breaks off. Unreadable deliveries: {@code empty-file}, {@code not-a-workbook}, {@code protected-workbook}, {@code
 * broken-workbook}, {@code workbook-too-large}, {@code missing-sheet}, {@code missing-header}, {@code missing-column},
 * {@code duplicate-column}, {@code no-records}, {@code unreadable-file}.
 */
public final class XlsxFormat implements SourceFormat {
    @Override
    public String name() {
        return "xlsx";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.of(ColumnSettings.of(settings).layout());
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return false;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        ColumnSettings columns = ColumnSettings.of(settings);
        String sheet = settings.get("sheet") == null ? null : String.valueOf(settings.get("sheet"));
        FieldsSeen fieldsSeen = new FieldsSeen();
        List<Part> parts = new ArrayList<>();
        boolean isGood = false;
        try {
            for (SourceDocument document : documents) {
                parts.add(look(document, columns, sheet, scratch, fieldsSeen));
            }
            isGood = true;
            return new DocumentsReading(parts, fieldsSeen);
        } finally {
            if (!isGood) {
                parts.forEach(Part::close);
            }
        }
    }

    /** Reads to the first record: a workbook that has none is held before anything of the delivery is loaded. */
    private static Part look(
            SourceDocument document,
            ColumnSettings columns,
            @Nullable String sheet,
            Path scratch,
            FieldsSeen fieldsSeen)
            throws UnreadableDelivery {
        try {
            XlsxWorkbook workbook = XlsxWorkbook.read(document, scratch);
            boolean isGood = false;
            try (XlsxSheet rows = workbook.sheet(sheet)) {
                XlsxHeader header = XlsxHeader.find(document.name(), rows, columns);
                if (!new XlsxRecords(document.name(), rows, columns, header)
                        .next(new BlockInProgress(document.name()))) {
                    throw new UnreadableDelivery(new Rejection(
                            document.name(),
                            header.row(),
                            null,
                            "no-records",
                            "the sheet has a header and no records; ask the sender whether the export went wrong"));
                }
                header.found().forEach(name -> fieldsSeen.saw(columns.recordType(), name, FieldsSeen.Kind.TEXT));
                isGood = true;
                return new Part(document, columns, sheet, workbook);
            } finally {
                if (!isGood) {
                    workbook.close();
                }
            }
        } catch (BrokenPage e) {
            throw new UnreadableDelivery(e.problem());
        } catch (IOException e) {
            throw XlsxWorkbook.unreadable(
                    document, "unreadable-file", "the file could not be read; check that it is there");
        }
    }

    private record Part(
            SourceDocument source,
            ColumnSettings columns,
            @Nullable String sheet,
            XlsxWorkbook workbook) implements DocumentsReading.Part {
        @Override
        public String document() {
            return source.name();
        }

        @Override
        public DocumentsReading.Open open() throws IOException {
            try {
                XlsxSheet rows = workbook.sheet(sheet);
                return new XlsxRecords(source.name(), rows, columns, XlsxHeader.find(source.name(), rows, columns));
            } catch (UnreadableDelivery | BrokenPage e) {
                throw new IOException("the file changed while it was read");
            }
        }

        @Override
        public void close() {
            workbook.close();
        }
    }
}
