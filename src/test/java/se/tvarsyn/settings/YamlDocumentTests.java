package se.tvarsyn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would fill the memory, and what the YAML reader quotes of a file in its messages. */
class YamlDocumentTests {
    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/tvarsyn.schema.json");

    @TempDir
    Path folder;

    private List<String> problems(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("tvarsyn.yaml"), text);
        List<Problem> problems = new ArrayList<>();
        YamlDocument.read(file, "tvarsyn.yaml", SCHEMA, problems);
        return problems.stream().map(Problem::toString).toList();
    }

    @Test
    @Timeout(60)
    void refusesAliasesThatMultiplyEachOther() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 26; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(problems(bomb.toString()))
                .containsExactly("tvarsyn.yaml:1: the file holds over 100,000 values with its aliases (*) written out;"
                        + " use fewer aliases");
    }

    @Test
    void readsAnAliasThatStandsForAValue() throws IOException {
        assertThat(problems("purpose: &p uppfoljning\ncontroller: {name: *p}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void saysOfNestingThatItIsTooDeep(String nested) throws IOException {
        assertThat(problems("a: " + (nested.equals("- ") ? "\n  " : "") + nested.repeat(200)))
                .containsExactly(
                        "tvarsyn.yaml:0: the file is over 3 MB, nested over 50 deep, or has over 50 aliases (*);"
                                + " is this the right file?");
    }

    /** A password with such a letter in front, written without quotes, is an alias or a tag to YAML. */
    @ParameterizedTest
    @ValueSource(
            strings = {"*hemligt9f8e", "!hemligt9f8e!x", "!<hemligt9f8e", "&hemligt9f8e *hemligt9f8f", "%hemligt9f8e"})
    void quotesNoWordOfTheFile(String value) throws IOException {
        assertThat(problems("purpose: " + value + "\n")).hasSize(1).allSatisfy(problem -> assertThat(problem)
                .startsWith("tvarsyn.yaml:")
                .doesNotContain("hemligt9f8"));
    }

    @Test
    void quotesNoHandleOfADirective() throws IOException {
        assertThat(problems("%TAG !hemligt! tag:a\n%TAG !hemligt! tag:b\n---\npurpose: x\n"))
                .containsExactly(
                        "tvarsyn.yaml:2: this is not YAML (duplicate tag handle); check the indentation and quotes");
    }
}
