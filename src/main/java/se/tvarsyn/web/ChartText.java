package se.tvarsyn.web.followup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.Figure;

/** What charts.js draws: panels side by side with the same rows, and beside each bar the text that the table has. */
final class ChartText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode panels = root.putArray("panels");

    /**
     * @param title also the name of the file that the chart is saved as
     * @param hasWhole the first row is the whole that the others are parts of
     * @param isShared the panels have one scale
     */
    ChartText(String title, String period, List<String> rows, boolean hasWhole, boolean isShared) {
        root.put("title", title).put("period", period).put("whole", hasWhole).put("shared", isShared);
        rows.forEach(root.putArray("rows")::add);
    }

    Panel panel(String name, String unit, boolean isPercent) {
        ObjectNode panel =
                panels.addObject().put("name", name).put("unit", unit).put("percent", isPercent);
        return new Panel(panel.putArray("values"), panel.putArray("texts"));
    }

    /** One bar for each row. */
    record Panel(ArrayNode values, ArrayNode texts) {
        /** @param figure null where there is none */
        void add(@Nullable Figure figure, String text) {
            if (figure != null && figure.isNumber()) {
                values.add(new BigDecimal(figure.shown()));
            } else {
                values.addNull();
            }
            texts.add(text);
        }
    }

    /** Within a page: no text can end the element that it stands in. */
    String text() {
        return root.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
