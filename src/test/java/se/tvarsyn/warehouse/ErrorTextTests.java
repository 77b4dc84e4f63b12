package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTests {
    @Test
    void keepsCodeNameAndRowOfAnErrorInRows() {
        assertThat(ErrorText.ofRows(
                                "Code: 27. DB::Exception: Cannot parse input: expected ',' before: '19900101-1234,z\n': (at row 3)\n"
                                        + ": \nColumn 0,   name: a, ERROR: text \"1990\" is not like UInt64\n"
                                        + ": While executing CSVRowInputFormat. (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.7.2.1)")
                        .getMessage())
                .isEqualTo("Code: 27. DB::Exception: Refused at row 3. The rest may quote values and is left out"
                        + " (CANNOT_PARSE_INPUT_ASSERTION_FAILED)");
    }

    @Test
    void keepsWhatNamesTheSchemaAndDropsWhatQuotesTheStatement() {
        assertThat(ErrorText.ofStatement(
                                "Code: 47. DB::Exception: Unknown expression identifier `frm` in scope SELECT frm FROM t"
                                        + " WHERE p = '199001011234'. (UNKNOWN_IDENTIFIER)")
                        .getMessage())
                .isEqualTo("Code: 47. DB::Exception: Unknown expression identifier `frm` (UNKNOWN_IDENTIFIER)");
        assertThat(ErrorText.ofStatement(
                                "Code: 62. DB::Exception: Syntax error: failed at position 9 (frm) (line 1, col 9):"
                                        + " frm t where p = '199001011234'. Expected one of: token, FROM. (SYNTAX_ERROR)")
                        .getMessage())
                .isEqualTo(
                        "Code: 62. DB::Exception: Syntax error: failed at position 9. Expected one of: token, FROM. (SYNTAX_ERROR)");
    }

    @Test
    void isSilentOnWhatItDoesNotKnow() {
        assertThat(ErrorText.ofStatement(
                                "Code: 469. DB::Exception: Constraint `c` is violated at row 1. Column values: a = 5"
                                        + " (VIOLATED_CONSTRAINT)")
                        .getMessage())
                .doesNotContain("5");
        assertThat(ErrorText.ofStatement("Code: 36. DB::Exception: Cannot take 'Anna Svensson' for x. (BAD_ARGUMENTS)")
                        .getMessage())
                .isEqualTo("Code: 36. DB::Exception: Cannot take '…' for x. (BAD_ARGUMENTS)");
        assertThat(ErrorText.ofStatement("something with 199001011234").getMessage())
                .doesNotContain("1990");
    }
}
