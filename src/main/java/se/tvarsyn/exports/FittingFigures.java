package se.tvarsyn.exports;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Figures that are held against their sheet one by one, before any format writes them. */
final class FittingFigures implements Figures {
    private final ReleaseSheet sheet;
    private final Figures figures;
    /** Cube → level, to tell a level that its cube does not have. */
    private final Map<String, Set<String>> levels = new LinkedHashMap<>();

    FittingFigures(ReleaseSheet sheet, Figures figures) {
        this.sheet = sheet;
        this.figures = figures;
        sheet.cubes().forEach((id, cube) -> {
            Set<String> own = new HashSet<>();
            cube.axes().forEach(own::addAll);
            levels.put(id, own);
        });
    }

    @Override
    public void each(Consumer<ExportedFigure> each) {
        Set<String> begun = new HashSet<>();
        String[] current = {""};
        figures.each(figure -> {
            if (!figure.cube().equals(current[0])) {
                current[0] = figure.cube();
                if (!begun.add(figure.cube())) {
                    throw new UnfitRelease("Figures of cube " + figure.cube()
                            + " come again after those of another: give each cube's figures together");
                }
            }
            check(figure);
            each.accept(figure);
        });
    }

    private void check(ExportedFigure figure) {
        Set<String> known = levels.get(figure.cube());
        if (known == null) {
            throw new UnfitRelease("Cube " + figure.cube() + " has figures and no text: add it to the sheet");
        }
        if (!sheet.metrics().containsKey(figure.metric())) {
            throw new UnfitRelease("Metric " + figure.metric() + " has figures and no text: add it to the sheet");
        }
        for (String level : figure.place().keySet()) {
            if (!known.contains(level)) {
                throw new UnfitRelease("Figures of cube " + figure.cube() + " are cut by " + level
                        + ", which is on none of its axes: add it to the cube's text");
            }
        }
        // The figures come protected; this is the one slip that shows on the figure itself.
        if (figure.state() == State.HIDDEN
                && sheet.metric(figure.metric()).followsFrom(figure.numerator(), figure.denominator())) {
            throw new UnfitRelease("A hidden figure of " + figure.metric() + " in cube " + figure.cube()
                    + " follows from its numerator or denominator: hide these too");
        }
    }
}
