package se.tvarsyn.exports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Figures one cube at a time: a cube is let go before the next begins. */
final class CubesInTurn {
    /** Takes a cube when all its figures are there. */
    interface Taking {
        void take(CubeContents cube) throws IOException;
    }

    private final ReleaseSheet sheet;
    private final Taking taking;
    private final Set<String> taken = new HashSet<>();
    private @Nullable CubeContents current;

    private CubesInTurn(ReleaseSheet sheet, Taking taking) {
        this.sheet = sheet;
        this.taking = taking;
    }

    /** Cubes without figures are taken last, empty, in the order of the sheet. */
    static void each(ReleaseSheet sheet, Figures figures, Taking taking) throws IOException {
        CubesInTurn turn = new CubesInTurn(sheet, taking);
        try {
            new FittingFigures(sheet, figures).each(turn::next);
            turn.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (CubeText cube : sheet.cubes().values()) {
            if (!turn.taken.contains(cube.id())) {
                taking.take(new CubeContents(cube, sheet));
            }
        }
    }

    private void next(ExportedFigure figure) {
        CubeContents cube = current;
        if (cube == null || !cube.text().id().equals(figure.cube())) {
            end();
            cube = new CubeContents(Objects.requireNonNull(sheet.cubes().get(figure.cube())), sheet);
            current = cube;
        }
        cube.take(figure);
    }

    private void end() {
        CubeContents cube = current;
        if (cube == null) {
            return;
        }
        current = null;
        taken.add(cube.text().id());
        try {
            taking.take(cube);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
