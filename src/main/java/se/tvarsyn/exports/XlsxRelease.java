package se.tvarsyn.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A release as a workbook, {@code name.xlsx}, that can be put before a steering group: what the figures are, a sheet for each
 * cube, and the definitions.
 *
 * <p>Every text is a text to the spreadsheet, and every number a number, so nothing in it is run.
 */
public final class XlsxRelease implements ReleaseFormat {
    static final String FRONT = "Om uppgifterna";
    static final String DEFINITIONS = "Definitioner";

    @Override
    public List<Path> write(ReleaseSheet sheet, Figures figures, Path folder, String name) throws IOException {
        Path unsteady = Files.createTempFile("tvarsyn-release", ".xlsx");
        try (NewFiles files = new NewFiles(folder)) {
            try (OutputStream out = Files.newOutputStream(unsteady)) {
                workbook(sheet, figures, out);
            }
            SteadyZip.copy(unsteady, files.open(name + ".xlsx"), sheet.createdAt());
            return files.keep();
        } finally {
            Files.deleteIfExists(unsteady);
        }
    }

    private static void workbook(ReleaseSheet sheet, Figures figures, OutputStream out) throws IOException {
        Workbook workbook = new Workbook(out, "Tvärsyn", null);
        workbook.properties().setTitle(SwedishWords.title(sheet)).setSubject(sheet.releaseId());
        SheetNames names = new SheetNames();
        Worksheet front = workbook.newWorksheet(names.take(FRONT));
        // The name of the last sheet is taken first: no cube may have it.
        String last = names.take(DEFINITIONS);
        Map<String, Worksheet> pages = new LinkedHashMap<>();
        for (CubeText cube : sheet.cubes().values()) {
            pages.put(cube.id(), workbook.newWorksheet(names.take(cube.nameSv())));
        }
        Worksheet definitions = workbook.newWorksheet(last);

        Set<String> empty = new HashSet<>();
        CubesInTurn.each(sheet, figures, cube -> {
            if (cube.count() == 0) {
                empty.add(cube.text().id());
            }
            new XlsxCubeSheet(
                            sheet,
                            cube,
                            Objects.requireNonNull(pages.get(cube.text().id())))
                    .write();
        });
        XlsxTexts.front(sheet, front, pages, empty, last);
        XlsxTexts.definitions(sheet, definitions);
        workbook.finish();
    }
}
