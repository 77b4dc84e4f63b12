package se.tvarsyn.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentNamesTests {
    private static final Pattern SHAPE = Pattern.compile("\\d{6}[-+ _.]?\\d{4}|\\d{6}[-+ _.]?[A-Za-z]{1,2}\\d{2}");

    @ParameterizedTest
    @CsvSource({
        "201001012382.csv, ############.csv",
        "elev-20100101-2382.xml, elev-#############.xml",
        "elev_100101-2382_ht.xml, elev_###########_ht.xml",
        "100101+2382, ###########",
        "1001012382, ##########",
        "20100101 2382.csv, #############.csv",
        "20100101_2382.csv, #############.csv",
        "2010-01-01-2382.csv, ###############.csv",
        "2010-01-01 2382.csv, ###############.csv",
        "20130101TF01.json, ############.json",
        "20000101-T220.json, #############.json",
        "x99201001012382991.csv, x#################.csv",
        "２０１００１０１２３８２.csv, ############.csv",
    })
    void hidesWhateverCouldBeANumber(String name, String safe) {
        assertThat(DocumentNames.safe(name)).isEqualTo(safe);
        assertThat(SHAPE.matcher(DocumentNames.safe(name)).find()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "franvaro.csv",
                "franvaro-2026-01-12.csv",
                "franvaro_20260112.csv",
                "17340021.csv",
                "2026-01-12_17340021.csv",
                "persons-page1.json",
                "GetCompulsorySchoolAbsence-2026-03.xml",
                "betyg_vt2026.xml",
            })
    void leavesNamesThatHelpToFindAFile(String name) {
        assertThat(DocumentNames.safe(name)).isEqualTo(name);
    }
}
