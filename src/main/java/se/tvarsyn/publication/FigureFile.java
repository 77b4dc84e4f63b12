package se.tvarsyn.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The figures of a release while it is made, one JSON object a line: protected already, and yet seen by nobody. */
final class FigureFile implements AutoCloseable {
    static final List<String> COLUMNS = List.of(
            "release_name",
            "figure_no",
            "cube",
            "metric",
            "levels",
            "across",
            "shown",
            "number",
            "numerator",
            "denominator",
            "spread",
            "numerator_draw",
            "denominator_draw");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String release;
    private final OutputStream out;
    private long figures;
    private long hidden;

    FigureFile(Path folder, String release) throws IOException {
        this.release = release;
        this.file = Files.createTempFile(folder, "release", ".jsonl");
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    void add(ReleasedFigure figure, ReleaseAudit.Draws draws) {
        ObjectNode json = JSON.createObjectNode()
                .put("release_name", release)
                .put("figure_no", figures)
                .put("cube", figure.cube())
                .put("metric", figure.metric());
        ObjectNode levels = json.putObject("levels");
        figure.levels().forEach(levels::put);
        json.put("across", figure.across())
                .put("shown", figure.shown())
                .put("number", figure.number() == null ? null : figure.number().toPlainString())
                .put("numerator", figure.numerator())
                .put("denominator", figure.denominator())
                .put("spread", figure.spread())
                .put("numerator_draw", Long.toUnsignedString(draws.of()))
                .put("denominator_draw", Long.toUnsignedString(draws.among()));
        try {
            out.write(JSON.writeValueAsBytes(json));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        figures++;
        hidden += figure.shown().equals(ReleasedFigure.HIDDEN) ? 1 : 0;
    }

    long figures() {
        return figures;
    }

    long hidden() {
        return hidden;
    }

    /** After the last figure. */
    InputStream read() throws IOException {
        out.close();
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
