package se.tvarsyn.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;

/** The records of one sheet, one at a time. */
final class XlsxRecords implements DocumentsReading.Open, XlsxSheet.Cells {
    private final String document;
    private final XlsxSheet rows;
    private final SourceLayout layout;
    private final boolean[] isNumber;
    private final int[] fieldOfColumn;
    private final Payload payload = new Payload();
    private @Nullable String[] values;
    private long characters;
    private boolean isEnded;
    private @Nullable UnusableElement problem;

    /** @param rows at the header; closed with this */
    XlsxRecords(String document, XlsxSheet rows, ColumnSettings columns, XlsxHeader header) {
        this.document = document;
        this.rows = rows;
        this.layout = columns.layout();
        this.isNumber = columns.numberFields();
        int[] places = header.places();
        this.fieldOfColumn = new int[Arrays.stream(places).max().orElse(-1) + 1];
        Arrays.fill(fieldOfColumn, -1);
        for (int field = 0; field < places.length; field++) {
            if (places[field] >= 0) {
                fieldOfColumn[places[field]] = field;
            }
        }
        this.values = new @Nullable String[places.length];
    }

    @Override
    public boolean next(BlockInProgress block) throws IOException {
        if (isEnded) {
            return false;
        }
        try {
            while (rows.next(this)) {
                if (problem != null || characters > 0) {
                    give(block);
                    return true;
                }
            }
            isEnded = true;
            return false;
        } catch (BrokenPage e) {
            isEnded = true;
            block.add(new RejectedRecord(e.problem(), Payload.NOTHING));
            return true;
        }
    }

    private void give(BlockInProgress block) {
        UnusableElement found = problem;
        if (found == null) {
            block.add(new SourceRecord(layout, rows.row(), values), characters);
        } else {
            Map<String, @Nullable String> fields = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                fields.put(layout.fields().get(i), values[i]);
            }
            block.add(new RejectedRecord(
                    found.at(document, rows.row()),
                    characters > Payload.LONGEST ? Payload.NOTHING : payload.of(fields)));
        }
        values = new @Nullable String[values.length];
        characters = 0;
        problem = null;
    }

    @Override
    public boolean wants(int column) {
        return column < fieldOfColumn.length && fieldOfColumn[column] >= 0;
    }

    @Override
    public void cell(int column, String raw) {
        String text = raw.strip();
        if (!text.isEmpty()) {
            int field = fieldOfColumn[column];
            values[field] = isNumber[field] ? PlainNumber.of(text) : text;
            characters += text.length();
        }
    }

    @Override
    public void problem(int column, String reason, String mend) {
        if (problem == null) {
            problem = new UnusableElement(layout.fields().get(fieldOfColumn[column]), reason, mend);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
