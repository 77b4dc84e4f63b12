package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor's sentence, which every ledger has. */
class AuditCountsTests {
    @Test
    void aSentenceOfTheLedgerIsReadAsItWasWritten() {
        AuditCounts counts = new AuditCounts(595_892, 125_180, 7, 11, 3_000, 2, 0);
        assertThat(counts.told())
                .isEqualTo(
                        "595892 counts attacked, 125180 need protection; 7 blocks, 11 cells left to linear programming;"
                                + " 3000 held against earlier releases; 2 hidden after an attack; 0 findings");
        assertThat(AuditCounts.of(counts.told())).contains(counts);
        assertThat(counts.numbers()).containsExactly(595_892L, 125_180L, 7L, 11L, 3_000L, 2L, 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 counts attacked, 2 need protection; 3 blocks, 4 cells left to linear programming",
                "-1 counts attacked, 2 need protection; 3 blocks, 4 cells left to linear programming; 5 held against"
                        + " earlier releases; 6 hidden after an attack; 7 findings",
                "1234567890123456789 counts attacked, 2 need protection; 3 blocks, 4 cells left to linear programming;"
                        + " 5 held against earlier releases; 6 hidden after an attack; 7 findings",
                "1 counts attacked, 2 need protection; 3 blocks, 4 cells left to linear programming; 5 held against"
                        + " earlier releases; 6 hidden after an attack; 7 findings; 8 doubts",
            })
    void noNumberIsReadFromWhatAnotherVersionWrote(String sentence) {
        assertThat(AuditCounts.of(sentence)).isEmpty();
    }
}
