package se.tvarsyn.exports;

import java.util.function.Consumer;

/** The protected figures of a release, as often as they are asked for. */
public interface Figures {
    /**
     * Hands out every figure, each cube's together. Throws what reading them throws; then no file is written.
     *
     * @param each takes one figure, and need not keep it
     */
    void each(Consumer<ExportedFigure> each);
}
