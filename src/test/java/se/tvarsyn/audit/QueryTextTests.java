package se.tvarsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT count() FROM core.attendance WHERE a = 'x' AND b > 12 | SELECT count() FROM core.attendance WHERE a = ? AND b > ?",
                "SELECT 'it''s' , 'a\\'b', 'open | SELECT ? , ?, ?",
                "SELECT 1.5e-3, 0xff, t1.c2 /* 201101012381 */ | SELECT ?, ?, t1.c2 ?",
                "SELECT $x$201101012381$x$ -- 201101012381 | SELECT ? ?",
                "SELECT \"201101012381\", `a b`, \"name\" | SELECT ?, ?, \"name\"",
                "SELECT $$ 'a | SELECT ?"
            })
    void literalsAreLeftOut(String sql, String kept) {
        assertThat(QueryText.withoutLiterals(sql)).isEqualTo(kept);
    }
}
