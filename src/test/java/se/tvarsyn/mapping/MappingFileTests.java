package se.tvarsyn.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.tvarsyn.application.Formats;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.source.SourceFormat;

class MappingFileTests {
    private static final Map<String, SourceFormat> FORMATS =
            Formats.all(Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC));

    /** Line numbers of the cases are lines of this text. */
    private static final String GOOD = """
            feed: lessons
            format:
              name: csv
              records:
                lesson: [number, unit, day, minutes, sex]
            records:
              - from: lesson
                to: attendance
                person: {number: number}
                key: [unit, day]
                fields:
                  school_unit_code: {from: unit, pattern: "[0-9]{8}"}
                  attended_on: {from: day, as: date, required: true}
                  offered_minutes: {from: minutes, as: integer, range: [0, 1440]}
                  sex: {from: sex, values: {K: F, P: M}, otherwise: U}
            units:
              north: "12345678"
            """;

    @TempDir
    Path folder;

    @Test
    void readsAFileWithoutProblems() throws IOException {
        assertThat(problems("lessons.yaml", GOOD)).isEmpty();
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shipped(Path file) {
        List<Problem> problems = new ArrayList<>();
        Mapping mapping = MappingFile.read(file, file.toString(), FORMATS, problems);
        assertThat(problems).isEmpty();
        assertThat(mapping).isNotNull();
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad(
                        "an unknown field",
                        "sex: {from",
                        "gender: {from",
                        "15: table core.attendance has no field 'gender'"),
                bad(
                        "an unknown source field",
                        "from: minutes",
                        "from: minuter",
                        "14: the source's lesson has no field 'minuter'; it has number, unit, day, minutes, sex"),
                bad(
                        "a source field of the key",
                        "key: [unit, day]",
                        "key: [unit, dag]",
                        "10: the source's lesson has no field 'dag'; it has number, unit, day, minutes, sex"),
                bad(
                        "a source field of the person",
                        "{number: number}",
                        "{number: pnr}",
                        "9: the source's lesson has no field 'pnr'; it has number, unit, day, minutes, sex"),
                bad(
                        "a required canonical field",
                        "      attended_on: {from: day, as: date, required: true}\n",
                        "",
                        "7: field 'attended_on' of core.attendance is not mapped; it is required"),
                bad("the wrong conversion", "as: date", "as: text", "13: 'attended_on' needs 'as: date'"),
                bad(
                        "a conversion that is none",
                        "as: date",
                        "as: datum",
                        "13: records.0.fields.attended_on.as: must be one of text, integer, date, boolean, decimal"),
                bad("no conversion", "as: integer, range", "range", "14: 'offered_minutes' needs 'as: integer'"),
                bad(
                        "a bad pattern",
                        "[0-9]{8}",
                        "[0-9{8}",
                        "12: this is no regular expression: Unclosed character class"),
                bad(
                        "an unknown format",
                        "name: csv",
                        "name: excel",
                        "3: format.name: must be one of csv, xlsx, xml, json, declared, ss12000, lifecare, dak,"
                                + " edlevo-absence, betyg, meitner"),
                bad(
                        "an unknown record type",
                        "- from: lesson",
                        "- from: lektion",
                        "7: the source has no record type 'lektion'; it has [lesson]"),
                bad(
                        "an unknown table",
                        "to: attendance",
                        "to: attendances",
                        "8: records.0.to: must be one of attendance, attendance_period, absence_notice, pupil_term, care_day, grade, support_case, social_event, leisure_visit, facility_booking, resource"),
                bad(
                        "a key twice",
                        "    key: [unit, day]\n",
                        "    key: [unit, day]\n    key: [day]\n",
                        "11: 'key' stands here twice; keep one of them"),
                bad(
                        "a tab",
                        "    to: attendance",
                        "\tto: attendance",
                        "8: this is not YAML (found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)); check the indentation and quotes"),
                bad(
                        "an open quote",
                        "\"[0-9]{8}\"",
                        "\"[0-9]{8}",
                        "17: this is not YAML (expected ',' or '}', but got <scalar>); check the indentation and quotes"),
                bad(
                        "a control character",
                        "lessons",
                        "lessons\u0007",
                        "1: this is not YAML (a control character); write the line again in a text editor"),
                bad(
                        "a value that is not allowed",
                        "P: M",
                        "P: Pojke",
                        "15: 'Pojke' is not a value of 'sex'; it may be [F, M, U]"),
                bad(
                        "an otherwise that is not allowed",
                        "otherwise: U",
                        "otherwise: X",
                        "15: 'X' is not a value of 'sex'; it may be [F, M, U]"),
                bad(
                        "values without a table",
                        "{from: sex, values: {K: F, P: M}, otherwise: U}",
                        "{from: sex}",
                        "15: 'sex' needs a table 'values' to [F, M, U]"),
                bad(
                        "a misspelt setting",
                        "required: true",
                        "requierd: true",
                        "13: records.0.fields.attended_on: 'requierd' is not a setting here; remove it or check its spelling"),
                bad(
                        "a misspelt part",
                        "    fields:",
                        "    field:",
                        "11: records.0: 'field' is not a setting here; remove it or check its spelling"),
                bad(
                        "a field of nothing",
                        "{from: unit, pattern: \"[0-9]{8}\"}",
                        "{pattern: \"[0-9]{8}\"}",
                        "12: a field needs either 'from' or 'constant'"),
                bad(
                        "a range of one",
                        "[0, 1440]",
                        "[1440]",
                        "14: records.0.fields.offered_minutes.range: must have at least 2 items but found 1"),
                bad("a range upside down", "[0, 1440]", "[1440, 0]", "14: a range has its lowest number first"),
                bad(
                        "no person",
                        "    person: {number: number}\n",
                        "",
                        "7: 'person' is missing: name the field that holds the identity number"),
                bad(
                        "no key",
                        "    key: [unit, day]\n",
                        "",
                        "7: 'key' is missing: name the fields that make the row itself"),
                bad("no feed", "feed: lessons\n", "", "1: 'feed' is missing; add it"),
                bad(
                        "another feed",
                        "feed: lessons",
                        "feed: lesson",
                        "1: feed is 'lesson', but the file is not lesson.yaml; they must agree"),
                bad(
                        "a feed that is no name",
                        "feed: lessons",
                        "feed: Lektioner 2026",
                        "1: feed: does not match the regex pattern ^[a-z0-9]+(-[a-z0-9]+)*$"),
                bad(
                        "no columns",
                        "    lesson: [number, unit, day, minutes, sex]",
                        "    lesson: []",
                        "5: format.records.lesson: must have at least 1 items but found 0"),
                bad(
                        "two record types",
                        "    lesson: [number,",
                        "    other: [a]\n    lesson: [number,",
                        "2: format.records: name one record type and its columns, as in records: {lesson: [datum, orsak]}"),
                bad(
                        "a column twice",
                        "minutes, sex]",
                        "minutes, sex, Sex]",
                        "2: format: column Sex is listed twice; list it once"),
                bad(
                        "no columns at all",
                        "  records:\n    lesson: [number, unit, day, minutes, sex]\n",
                        "",
                        "2: format.records: name one record type and its columns, as in records: {lesson: [datum, orsak]}"),
                bad(
                        "a delimiter of two",
                        "  name: csv",
                        "  name: csv\n  delimiter: ';;'",
                        "4: format.delimiter: must be at most 1 characters long"),
                bad(
                        "a delimiter that is a quote",
                        "  name: csv",
                        "  name: csv\n  delimiter: '\"'",
                        "2: format.delimiter: give one ASCII character that is no quote and no line end, as in \";\""),
                bad("a unit that is none", "\"12345678\"", "\"1234567\"", "17: a skolenhetskod has eight digits"),
                bad(
                        "a list for a text",
                        "from: day",
                        "from: [day]",
                        "13: records.0.fields.attended_on.from: array found, string expected"),
                bad(
                        "nothing for a text",
                        "from: day",
                        "from:",
                        "13: records.0.fields.attended_on.from: null found, string expected"),
                bad(
                        "a check with a dot",
                        "    fields:",
                        "    checks: {a.b: {requierd: true}}\n    fields:",
                        "11: records.0.checks.a.b: 'requierd' is not a setting here; remove it or check its spelling"),
                bad(
                        "a check of nothing",
                        "    fields:",
                        "    checks: {start: {required: true}}\n    fields:",
                        "11: the source's lesson has no field 'start'; it has number, unit, day, minutes, sex"),
                bad(
                        "a skip of two",
                        "    fields:",
                        "    skip: [{when: sex, is: [K], over: 3}]\n    fields:",
                        "11: a rule needs either 'is' or 'over'"),
                bad(
                        "an and of nothing",
                        "    fields:",
                        "    skip: [{when: sex, is: [K], and: x}]\n    fields:",
                        "11: the source's lesson has no field 'x'; it has number, unit, day, minutes, sex"),
                bad(
                        "an open protection",
                        "{number: number}",
                        "{number: number, protected: {from: sex, values: {K: true}, otherwise: false}}",
                        "9: records.0.person.protected.otherwise: must be the constant value 'true'"),
                bad(
                        "two problems",
                        "values: {K: F, P: M}",
                        "values: {K: Q, P: Z}",
                        "15: 'Q' is not a value of 'sex'; it may be [F, M, U]",
                        "15: 'Z' is not a value of 'sex'; it may be [F, M, U]"),
                Arguments.of(
                        "nothing",
                        "",
                        List.of(
                                "mappings/lessons.yaml:1: 'feed' is missing; add it",
                                "mappings/lessons.yaml:1: 'format' is missing; add it",
                                "mappings/lessons.yaml:1: 'records' is missing; add it")),
                Arguments.of("a list", "- a\n", List.of("mappings/lessons.yaml:1: array found, object expected")),
                Arguments.of("a word", "lessons", List.of("mappings/lessons.yaml:1: string found, object expected")),
                Arguments.of(
                        "two documents",
                        GOOD + "---\n" + GOOD,
                        List.of(
                                "mappings/lessons.yaml:18: this is not YAML (but found another document); check the indentation and quotes")),
                Arguments.of(
                        "a value in itself",
                        "feed: &a [*a]\n",
                        List.of(
                                "mappings/lessons.yaml:1: an alias (*) stands inside its own anchor (&); write the value out")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badFiles(String what, String text, List<String> expected) throws IOException {
        assertThat(problems("lessons.yaml", text)).containsExactlyElementsOf(expected);
    }

    private static Arguments bad(String what, String good, String bad, String... expected) {
        assertThat(GOOD).as(what).contains(good);
        return Arguments.of(
                what,
                GOOD.replace(good, bad),
                Stream.of(expected).map(e -> "mappings/lessons.yaml:" + e).toList());
    }

    private List<String> problems(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        List<Problem> problems = new ArrayList<>();
        Mapping mapping = MappingFile.read(file, "mappings/" + name, FORMATS, problems);
        assertThat(mapping == null).isEqualTo(!problems.isEmpty());
        return problems.stream().map(Problem::toString).toList();
    }
}
