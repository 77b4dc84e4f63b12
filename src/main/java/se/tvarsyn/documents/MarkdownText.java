package se.tvarsyn.documents;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A document as Markdown. */
final class MarkdownText {
    /** Code between two single backticks, or what is none. */
    private static final Pattern PARTS = Pattern.compile("(?<!`)`[^`]+`(?!`)|[^`]+|`");

    private MarkdownText() {}

    static String of(Page page) {
        StringBuilder text = new StringBuilder("# ").append(page.title()).append('\n');
        for (Page.Part part : page.parts()) {
            text.append('\n')
                    .append(part instanceof Page.Contents ? contents(page) : part(part))
                    .append('\n');
        }
        return text.toString();
    }

    private static String contents(Page page) {
        return page.headings().stream()
                .map(h -> "  ".repeat(h.level() - 2) + "- [" + inline(h.text()) + "](#" + h.anchor() + ")")
                .collect(Collectors.joining("\n"));
    }

    private static String part(Page.Part part) {
        if (part instanceof Page.Heading heading) {
            return "#".repeat(heading.level()) + " " + inline(heading.text());
        } else if (part instanceof Page.Text text) {
            return inline(text.text());
        } else if (part instanceof Page.Notice notice) {
            return "> **" + inline(notice.text()) + "**";
        } else if (part instanceof Page.Bullets bullets) {
            return bullets.items().stream().map(i -> "- " + inline(i)).collect(Collectors.joining("\n"));
        } else if (part instanceof Page.Facts facts) {
            return facts.pairs().stream()
                    .map(p -> "- " + inline(p.get(0)) + ": " + inline(p.get(1)))
                    .collect(Collectors.joining("\n"));
        } else if (part instanceof Page.Grid grid) {
            return row(grid.head()) + "\n" + "|---".repeat(grid.head().size()) + "|\n"
                    + grid.rows().stream().map(MarkdownText::row).collect(Collectors.joining("\n"));
        } else if (part instanceof Page.Signatures signatures) {
            return signatures.roles().stream()
                    .map(r -> r + ": ______________________________")
                    .collect(Collectors.joining("\n\n"));
        }
        throw new IllegalStateException("a part that nobody writes");
    }

    private static String row(List<String> cells) {
        return cells.stream().map(c -> inline(c).replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Texts of settings are text: they make no link, tag or line. Code is shown as it stands. */
    private static String inline(String text) {
        Matcher parts = PARTS.matcher(text.replaceAll("\\s+", " "));
        return parts.replaceAll(part -> Matcher.quoteReplacement(
                part.group().startsWith("`") && part.group().length() > 1
                        ? part.group()
                        : part.group().replace("<", "&lt;").replace("[", "\\[")));
    }
}
