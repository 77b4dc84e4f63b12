package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A document, before it is Markdown or HTML. Texts are plain; a run between two backticks is a name and is set as code.
 *
 * @param language of the text: {@code sv} or {@code en}
 */
record Page(String title, String language, List<Part> parts) {
    Page {
        parts = List.copyOf(parts);
    }

    /** A part of a document. */
    sealed interface Part permits Heading, Contents, Text, Notice, Bullets, Facts, Grid, Signatures {}

    /** @param level 2 for a chapter, 3 for a section */
    record Heading(int level, String text) implements Part {
        /** What a link leads to; as pages that show Markdown name their headings. */
        String anchor() {
            return text.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
        }
    }

    /** Links to every heading of the document, whose texts differ. */
    record Contents() implements Part {}

    record Text(String text) implements Part {}

    /** What a reader must not miss. */
    record Notice(String text) implements Part {}

    record Bullets(List<String> items) implements Part {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /** Names with what they are, for the head of a document. */
    record Facts(List<List<String>> pairs) implements Part {
        public Facts {
            pairs = List.copyOf(pairs);
        }
    }

    record Grid(List<String> head, List<List<String>> rows) implements Part {
        public Grid {
            head = List.copyOf(head);
            rows = List.copyOf(rows);
            int width = head.size();
            if (rows.stream().anyMatch(r -> r.size() != width)) {
                throw new IllegalArgumentException("every row is as wide as the head");
            }
        }
    }

    /** A line for each name to sign on. */
    record Signatures(List<String> roles) implements Part {
        public Signatures {
            roles = List.copyOf(roles);
        }
    }

    List<Heading> headings() {
        return parts.stream()
                .filter(Heading.class::isInstance)
                .map(Heading.class::cast)
                .toList();
    }

    static Writing of(String title, String language) {
        return new Writing(title, language);
    }

    /** A document that is being written. */
    static final class Writing {
        private final String title;
        private final String language;
        private final List<Part> parts = new ArrayList<>();

        private Writing(String title, String language) {
            this.title = Objects.requireNonNull(title);
            this.language = language;
        }

        Writing chapter(String text) {
            return add(new Heading(2, text));
        }

        Writing section(String text) {
            return add(new Heading(3, text));
        }

        Writing text(String text) {
            return add(new Text(text));
        }

        Writing notice(String text) {
            return add(new Notice(text));
        }

        /** Nothing where there are none. */
        Writing bullets(List<String> items) {
            return items.isEmpty() ? this : add(new Bullets(items));
        }

        /** The text where there are no rows. */
        Writing grid(List<String> head, List<List<String>> rows, String otherwise) {
            return rows.isEmpty() ? text(otherwise) : add(new Grid(head, rows));
        }

        Writing add(Part part) {
            parts.add(part);
            return this;
        }

        Page page() {
            return new Page(title, language, parts);
        }
    }
}
