package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;

/** Look-ups that others have made: of SSBcellKey (Norway) and of tau-argus (Netherlands), with their own tables. */
class PublishedLookupTests {
    @Test
    void perturbsWhatSsbCellKeyConverts() throws IOException {
        PerturbationTable table = PublishedTable.read("ptable_D5_V3_js2.csv").table();
        int compared = 0;
        for (Map<String, String> row : PublishedTable.rows("ssbcellkey_pconvert_expected_D5_V3_js2.csv")) {
            long count = Long.parseLong(row.get("x"));
            int noise = table.noise(count, CellKeys.at(new BigDecimal(row.get("key"))));
            assertThat(count + noise).as(row.toString()).isEqualTo(Long.parseLong(row.get("expected")));
            compared++;
        }
        assertThat(compared).isEqualTo(25);
    }

    @Test
    void perturbsTheCellsOfSsbCellKeyFromTheirRecords() throws IOException {
        PerturbationTable table = PublishedTable.read("ptable_D5_V3_js2.csv").table();
        List<Map<String, String>> records = PublishedTable.rows("ssbcellkey_e6_input.csv");
        int compared = 0;
        for (Map<String, String> cell : PublishedTable.rows("ssbcellkey_e6_expected_D5_V3_js2.csv")) {
            long count = 0;
            long key = 0;
            for (Map<String, String> row : records) {
                boolean isThen = List.of("Total", row.get("year")).contains(cell.get("year"));
                boolean isThere =
                        List.of("Total", row.get("geo"), row.get("eu")).contains(cell.get("geo"));
                if (isThen && isThere) {
                    count += Long.parseLong(row.get("freq"));
                    // The product's own sum: of longs, not of decimals.
                    key += CellKeys.at(new BigDecimal(row.get("keys")));
                }
            }
            assertThat(count).as(cell.toString()).isEqualTo(Long.parseLong(cell.get("original")));
            assertThat(count + table.noise(count, key))
                    .as(cell.toString())
                    .isEqualTo(Long.parseLong(cell.get("perturbed")));
            compared++;
        }
        assertThat(compared).isEqualTo(12);
    }

    @Test
    void perturbsThe21CellsOfTauArgusFromTheirMicrodata() throws IOException {
        PerturbationTable table =
                PublishedTable.read("tauargus_eupl/ptab_freq.txt").table();
        List<String[]> records = Files.readAllLines(SharedFiles.of("vectors/ckm/tauargus_eupl/microdata.csv")).stream()
                .map(line -> line.strip().split(";"))
                .toList();
        assertThat(records).hasSize(4_580);
        int compared = 0;
        for (Map<String, String> cell : PublishedTable.rows("tauargus_eupl/EXPECTED_freq_sex_age.csv")) {
            long count = 0;
            BigDecimal key = BigDecimal.ZERO;
            for (String[] row : records) {
                if (List.of("Total", row[0]).contains(cell.get("sex"))
                        && List.of("Total", row[1]).contains(cell.get("age"))) {
                    count++;
                    key = key.add(new BigDecimal(row[5]));
                }
            }
            BigDecimal cellKey = key.remainder(BigDecimal.ONE);
            assertThat(count).isEqualTo(Long.parseLong(cell.get("count")));
            assertThat(cellKey).isEqualByComparingTo(cell.get("cellkey"));
            assertThat(table.noise(count, CellKeys.at(cellKey))).isEqualTo(Integer.parseInt(cell.get("perturbation")));
            assertThat(count + table.noise(count, CellKeys.at(cellKey)))
                    .isEqualTo(Long.parseLong(cell.get("perturbed")));
            compared++;
        }
        assertThat(compared).isEqualTo(21);
    }
}
