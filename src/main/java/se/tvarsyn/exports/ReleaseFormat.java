package se.tvarsyn.exports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way to write a release. */
public sealed interface ReleaseFormat permits CsvRelease, JsonStatRelease, XlsxRelease {
    /**
     * Writes the release's files, which replace files of the same name. If it throws, the folder is as it was.
     *
     * @param folder where; it is there
     * @param name of the files, without ending
     * @return the files
     * @throws IOException the folder cannot be written to
     * @throws UnfitRelease figures and sheet do not belong together
     */
    List<Path> write(ReleaseSheet sheet, Figures figures, Path folder, String name) throws IOException;
}
