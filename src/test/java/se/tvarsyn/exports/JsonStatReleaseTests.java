package se.tvarsyn.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judged by jsonstat-toolkit, which others wrote. */
class JsonStatReleaseTests {
    @TempDir
    private static Path folder;

    private static JsonNode read = new ObjectMapper().nullNode();

    @BeforeAll
    static void writeAndRead() throws IOException, InterruptedException {
        JsonStatReader.install();
        new JsonStatRelease().write(MadeUpRelease.sheet(), MadeUpRelease.figures()::forEach, folder, "r");
        read = JsonStatReader.read(folder.resolve("r.json"));
    }

    @Test
    void anotherReaderFindsEveryCellAsItWasWritten() {
        Map<String, String> expected = new TreeMap<>();
        for (ExportedFigure figure : MadeUpRelease.figures()) {
            String before = expected.put(figure.cube() + " " + at(figure), shown(figure));
            assertThat(before).isNull();
        }
        Map<String, String> found = new TreeMap<>();
        for (JsonNode dataset : read.get("datasets")) {
            for (JsonNode cell : dataset.get("cells")) {
                String text = cell.get("value").isNull() ? cell.get("status").asText() : number(cell);
                if (!text.equals("null")) {
                    found.put(dataset.get("id").asText() + " " + new TreeMap<>(texts(cell.get("at"))), text);
                }
            }
        }

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aHiddenOrMissingCellHasItsSignAndNoNumber() {
        Map<String, Long> states = new HashMap<>();
        for (JsonNode cell : read.get("datasets").get(0).get("cells")) {
            assertThat(cell.get("value").isNull() || cell.get("status").isNull())
                    .isTrue();
            states.merge(cell.get("status").asText(), 1L, Long::sum);
        }

        assertThat(states).containsKeys("..", ".", "null");
    }

    @Test
    void theTotalLeadsToDistrictsAndTheseToUnits() {
        JsonNode units = read.get("datasets").get(0).get("categories").get("district-school_unit");

        assertThat(strings(units.get("total").get("child")))
                .containsExactly("district:Norr", "district:Ådalen", "district:");
        assertThat(strings(units.get("district:Norr").get("child")))
                .containsExactly("school_unit:12345678", "school_unit:23456789", "district:Norr/school_unit:");
        assertThat(units.get("school_unit:23456789").get("label").asText()).isEqualTo(MadeUpRelease.QUOTED);
        assertThat(units.get("school_unit:34567890").get("label").asText()).isEqualTo(MadeUpRelease.LIKE_A_FORMULA);
        assertThat(units.get("school_unit:77").get("label").asText()).isEqualTo("77");
        assertThat(units.get("total").get("label").asText()).isEqualTo("Hela kommunen");
        assertThat(units.get("district:").get("label").asText()).isEqualTo("Okänt");
    }

    @Test
    void rolesUnitsAndDecimalsAreThere() {
        JsonNode dataset = read.get("datasets").get(0);
        JsonNode contents = dataset.get("categories").get("ContentsCode");

        assertThat(strings(dataset.get("role").get("time"))).containsExactly("Tid");
        assertThat(strings(dataset.get("role").get("metric"))).containsExactly("ContentsCode");
        assertThat(strings(dataset.get("role").get("geo"))).containsExactly("district-school_unit");
        assertThat(contents.get("absence-rate").get("unit").toString())
                .isEqualTo("{\"base\":\"procent\",\"decimals\":1}");
        assertThat(contents.get("pupils").get("unit").toString()).isEqualTo("{\"base\":\"elever\",\"decimals\":0}");
        assertThat(contents.get("absence-bands:10").get("label").asText()).isEqualTo("Elever efter frånvaro: 10–15 %");
        assertThat(dataset.get("categories")
                        .get("Tid")
                        .get("2025/26")
                        .get("label")
                        .asText())
                .isEqualTo("läsåret 2025/26");
        assertThat(strings(dataset.get("note"))).contains("Delar summerar inte till totaler.");
    }

    @Test
    void anEmptyCubeIsNamedAndIsNoDataset() {
        List<String> ids = StreamSupport.stream(read.get("datasets").spliterator(), false)
                .map(dataset -> dataset.get("id").asText())
                .toList();

        assertThat(ids).containsExactly("absence", "support", "whole");
        assertThat(strings(read.get("note")))
                .contains(MadeUpRelease.NEVER, MadeUpRelease.LATE)
                .contains("Tabellen " + MadeUpRelease.SAME_BEGINNING + " (leisure) har inga uppgifter.");
    }

    @Test
    void aCubeWithFewOfItsPlacesIsWrittenSparselyAndReadTheSame(@TempDir Path other) throws Exception {
        // Every figure in a school, grade and sex of its own: 41 * 41 * 41 places for 40 figures.
        List<ExportedFigure> figures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, String> place = Map.of("school_unit", "u" + i, "grade", "g" + i, "sex", "s" + i);
            figures.add(new ExportedFigure("absence", "pupils", place, "", State.HIDDEN, null, "", "", ""));
        }
        new JsonStatRelease().write(MadeUpRelease.sheet(), figures::forEach, other, "r");

        JsonNode cells = JsonStatReader.read(other.resolve("r.json"))
                .get("datasets")
                .get(0)
                .get("cells");
        assertThat(other.resolve("r.json").toFile().length()).isLessThan(30_000);
        assertThat(cells).hasSize(41 * 41 * 41);
        assertThat(cells)
                .filteredOn(cell -> cell.get("status").asText().equals(".."))
                .hasSize(40);
        assertThat(cells).allMatch(cell -> cell.get("value").isNull());
    }

    @Test
    void twoFiguresForOneCellAreRefused() {
        ExportedFigure figure = MadeUpRelease.figures().get(0);

        assertThatThrownBy(() -> new JsonStatRelease()
                        .write(
                                MadeUpRelease.sheet(),
                                each -> {
                                    each.accept(figure);
                                    each.accept(figure);
                                },
                                folder,
                                "twice"))
                .isInstanceOf(UnfitRelease.class)
                .hasMessageContaining("two figures of absence-bands");
    }

    private static String number(JsonNode cell) {
        return new BigDecimal(cell.get("value").asText()).stripTrailingZeros().toPlainString();
    }

    private static String shown(ExportedFigure figure) {
        BigDecimal number = figure.number();
        if (number != null) {
            return number.stripTrailingZeros().toPlainString();
        }
        return figure.state() == State.HIDDEN ? ".." : ".";
    }

    /** Where a figure belongs, worked out from its codes alone. */
    private static Map<String, String> at(ExportedFigure figure) {
        Map<String, String> at = new TreeMap<>();
        at.put("Tid", "2025/26");
        at.put("ContentsCode", figure.metric() + (figure.across().isEmpty() ? "" : ":" + figure.across()));
        if (figure.cube().equals("absence")) {
            at.put("district-school_unit", id(figure.place(), "district", "school_unit"));
            at.put("stage-grade", id(figure.place(), "stage", "grade"));
            at.put("sex", id(figure.place(), "", "sex"));
        }
        if (figure.cube().equals("support")) {
            at.put("programme", id(figure.place(), "", "programme"));
        }
        return at;
    }

    private static String id(Map<String, String> place, String coarse, String fine) {
        String above = place.get(coarse);
        String code = place.get(fine);
        if (code == null) {
            return above == null ? "total" : coarse + ":" + above;
        }
        return code.isEmpty() && above != null ? coarse + ":" + above + "/" + fine + ":" : fine + ":" + code;
    }

    private static Map<String, String> texts(JsonNode node) {
        return node.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText()));
    }

    private static List<String> strings(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
