package se.tvarsyn.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A document as one page of HTML that needs nothing beside it: no script, no font, no picture, no link out. */
final class HtmlText {
    private static final String STYLE = style();

    private HtmlText() {}

    static String of(Page page) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"" + page.language() + "\">\n<head>\n"
                + "<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + escaped(page.title()) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n<h1>"
                + escaped(page.title()) + "</h1>\n");
        boolean hasLinks = page.parts().stream().anyMatch(Page.Contents.class::isInstance);
        for (Page.Part part : page.parts()) {
            if (part instanceof Page.Contents) {
                html.append(contents(page));
            } else if (part instanceof Page.Heading heading) {
                html.append(heading(heading, hasLinks));
            } else {
                html.append(part(part));
            }
            html.append('\n');
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String heading(Page.Heading heading, boolean isLinked) {
        String tag = "h" + heading.level();
        String anchor = isLinked ? " id=\"" + escaped(heading.anchor()) + "\"" : "";
        return "<" + tag + anchor + ">" + inline(heading.text()) + "</" + tag + ">";
    }

    private static String contents(Page page) {
        StringBuilder list = new StringBuilder("<nav><ul>\n");
        page.headings().forEach(h -> list.append("<li class=\"level")
                .append(h.level())
                .append("\"><a href=\"#")
                .append(escaped(h.anchor()))
                .append("\">")
                .append(inline(h.text()))
                .append("</a></li>\n"));
        return list.append("</ul></nav>").toString();
    }

    private static String part(Page.Part part) {
        if (part instanceof Page.Text text) {
            return "<p>" + inline(text.text()) + "</p>";
        } else if (part instanceof Page.Notice notice) {
            return "<p class=\"notice\">" + inline(notice.text()) + "</p>";
        } else if (part instanceof Page.Bullets bullets) {
            StringBuilder list = new StringBuilder("<ul>\n");
            bullets.items().forEach(i -> list.append("<li>").append(inline(i)).append("</li>\n"));
            return list.append("</ul>").toString();
        } else if (part instanceof Page.Facts facts) {
            StringBuilder list = new StringBuilder("<dl>\n");
            facts.pairs().forEach(p -> list.append("<dt>")
                    .append(inline(p.get(0)))
                    .append("</dt><dd>")
                    .append(inline(p.get(1)))
                    .append("</dd>\n"));
            return list.append("</dl>").toString();
        } else if (part instanceof Page.Grid grid) {
            return grid(grid);
        } else if (part instanceof Page.Signatures signatures) {
            StringBuilder lines = new StringBuilder("<div class=\"signatures\">\n");
            signatures.roles().forEach(r -> lines.append("<div class=\"line\">")
                    .append(inline(r))
                    .append("</div>\n"));
            return lines.append("</div>").toString();
        }
        throw new IllegalStateException("a part that nobody writes");
    }

    private static String grid(Page.Grid grid) {
        StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<thead>");
        row(table, grid.head(), "th scope=\"col\"", "th");
        table.append("</thead>\n<tbody>\n");
        grid.rows().forEach(row -> row(table, row, "td", "td"));
        return table.append("</tbody>\n</table></div>").toString();
    }

    private static void row(StringBuilder table, List<String> cells, String opening, String closing) {
        table.append("<tr>");
        cells.forEach(c -> table.append('<')
                .append(opening)
                .append('>')
                .append(inline(c))
                .append("</")
                .append(closing)
                .append('>'));
        table.append("</tr>\n");
    }

    /** Escapes everything, then sets what stands between two backticks as code. */
    private static String inline(String text) {
        return escaped(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream in = HtmlText.class.getResourceAsStream("documents.css")) {
            return new String(Objects.requireNonNull(in, "documents.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("documents.css cannot be read", e);
        }
    }
}
