package se.tvarsyn.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "INSERT INTO t FORMAT CSV~1,2 | INSERT INTO t | CSV | 1,2",
                "insert into `a FORMAT b`.t (`x`, y) format RowBinary~@ | insert into `a FORMAT b`.t (`x`, y) | RowBinary | @",
                "/* FORMAT X */ INSERT INTO format VALUES (1) | /* FORMAT X */ INSERT INTO format | Values | ^ (1)^",
                "INSERT INTO t SETTINGS a = 'FORMAT x' FORMAT TSV SETTINGS b = 1~1 | INSERT INTO t SETTINGS a = 'FORMAT x'  SETTINGS b = 1 | TSV | 1",
                "INSERT INTO t FORMAT CSV~SETTINGS,1 | INSERT INTO t | CSV | SETTINGS,1",
                "INSERT INTO FUNCTION null('a Int8') VALUES(1) | INSERT INTO FUNCTION null('a Int8') | Values | (1)",
                "INSERT INTO {d:Identifier}.t FORMAT CSV 1 | INSERT INTO {d:Identifier}.t | CSV | 1",
            })
    void partsAnInsertFromItsRows(String sql, String words, String format, String rows) {
        byte[] bytes = sql.replace('~', '\n').getBytes(UTF_8);
        StatementText text = StatementText.of(bytes);
        assertThat(new String(text.words(), UTF_8).strip()).isEqualTo(words.strip());
        assertThat(text.format()).isEqualTo(format);
        assertThat(new String(bytes, text.rowsAt(), bytes.length - text.rowsAt(), UTF_8))
                .isEqualTo(rows);
    }

    @Test
    void leavesOtherStatementsWhole() {
        assertThat(StatementText.of("INSERT INTO t SELECT 1".getBytes(UTF_8)).takesRows())
                .isFalse();
        assertThat(StatementText.of("SELECT format FROM t".getBytes(UTF_8)).format())
                .isNull();
        assertThat(StatementText.of("SELECT 'FORMAT x' FORMAT JSON SETTINGS a = 1;".getBytes(UTF_8))
                        .format())
                .isEqualTo("JSON");
        assertThat(StatementText.of("SELECT 1 INTO OUTFILE 'x'".getBytes(UTF_8)).touchesClientFiles())
                .isTrue();
        assertThat(StatementText.of("INSERT INTO t FROM INFILE 'x' FORMAT CSV".getBytes(UTF_8))
                        .touchesClientFiles())
                .isTrue();
        assertThat(StatementText.of("SELECT '".getBytes(UTF_8)).takesRows()).isFalse();
        assertThat(StatementText.of("".getBytes(UTF_8)).takesRows()).isFalse();
    }
}
