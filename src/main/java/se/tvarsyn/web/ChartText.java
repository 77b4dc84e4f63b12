package se.tvarsyn.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What charts.js draws: panels with the same rows, and beside each number the text that the table has. */
public final class ChartText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode panels = root.putArray("panels");

    /**
     * @param title also the name of the file that the chart is saved as
     * @param hasWhole the first row is the whole that the others are parts of
     */
    public ChartText(String title, String period, List<String> rows, boolean hasWhole) {
        root.put("title", title).put("period", period).put("whole", hasWhole);
        rows.forEach(root.putArray("rows")::add);
    }

    /** Lines from row to row instead of a bar for each. */
    public void asLines() {
        root.put("lines", true);
    }

    public Panel panel(String name, String unit, boolean isPercent) {
        ObjectNode panel =
                panels.addObject().put("name", name).put("unit", unit).put("percent", isPercent);
        return new Panel(panel.putArray("values"), panel.putArray("texts"));
    }

    /** One bar for each row. */
    public record Panel(ArrayNode values, ArrayNode texts) {
        /**
         * Adds that of the next row.
         *
         * @param number null where there is none: hidden, missing, or no figure at all
         */
        public void add(@Nullable BigDecimal number, String text) {
            if (number == null) {
                values.addNull();
            } else {
                values.add(number);
            }
            texts.add(text);
        }
    }

    /** Within a page: no text can end the element that it stands in. */
    public String text() {
        return root.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
