package se.tvarsyn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTests {
    @TempDir
    Path root;

    @BeforeEach
    void directories() throws IOException {
        Files.createDirectories(root.resolve("models"));
    }

    private void model(String file, String reads) throws IOException {
        String name = "{" + Path.of(file).getFileName().toString().replace(".sql", "") + "}";
        Files.writeString(
                root.resolve(file),
                "-- One row per n\nCREATE TABLE " + name + " (n UInt8) ENGINE = Memory;\n\nINSERT INTO " + name
                        + " SELECT n FROM " + reads + ";\n");
    }

    @Test
    void comesAfterTheModelsItReads() throws IOException {
        model("models/int_a.sql", "{int_c}");
        model("models/int_b.sql", "numbers(1)");
        model("models/int_c.sql", "{int_b}");
        List<Model> models = Model.all(root);
        assertThat(models).extracting(Model::name).containsExactly("int_b", "int_c", "int_a");
        assertThat(models.get(1).statements(Map.of("int_b", "core.b1", "int_c", "core.c1")))
                .extracting(part -> part.line() + " " + part.sql())
                .containsExactly(
                        "2 CREATE TABLE core.c1 (n UInt8) ENGINE = Memory",
                        "4 INSERT INTO core.c1 SELECT n FROM core.b1");
    }

    @Test
    void refusesCirclesAndNamesThatAreNoModel() throws IOException {
        model("models/int_a.sql", "{int_b}");
        model("models/int_b.sql", "{int_a}");
        assertThatThrownBy(() -> Model.all(root))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("reads itself");
        model("models/int_b.sql", "{int_c}");
        assertThatThrownBy(() -> Model.all(root)).hasMessageContaining("{int_c} is no int_ model");
    }

    @Test
    void refusesFilesThatAreNotWrittenLikeAModel() throws IOException {
        model("models/fct_a.sql", "numbers(1)");
        assertThatThrownBy(() -> Model.all(root)).hasMessageContaining("rename it");
        Files.delete(root.resolve("models/fct_a.sql"));
        Path file = root.resolve("models/int_a.sql");
        Files.writeString(file, "CREATE TABLE {int_a} (n UInt8);\nINSERT INTO {int_a} SELECT 1;\n");
        assertThatThrownBy(() -> Model.all(root)).hasMessageContaining("One row per");
        Files.writeString(file, "-- One row per n\nCREATE TABLE {int_a} (n UInt8);\nINSERT INTO mart.x SELECT 1;\n");
        assertThatThrownBy(() -> Model.all(root)).hasMessageContaining("INSERT INTO {int_a}");
    }

    @Test
    void shippedModelsAreBoundedAndCommentEveryColumn() throws IOException {
        for (Model model : Model.all(Path.of("warehouse"))) {
            // A table of thirty columns and what fills them: longer than this, a model is two.
            assertThat(Files.readAllLines(model.file())).as(model.name()).hasSizeLessThan(200);
            String create = model.statements().get(0).sql();
            String columns = create.substring(create.indexOf("\n(\n"), create.indexOf("\n)\nENGINE"));
            assertThat(columns.split("\n {4}(?=[a-z])"))
                    .hasSizeGreaterThan(1)
                    .allMatch(column -> column.isBlank() || column.strip().equals("(") || column.contains("COMMENT '"));
            assertThat(create.lines().toList()).last().asString().startsWith("COMMENT '");
        }
    }
}
