package se.tvarsyn.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Whether files are their owner's alone. */
final class FileModes {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private FileModes() {}

    /**
     * One finding for each file that others may touch.
     *
     * @param shown how a file is named to the user
     */
    static List<Finding> findings(Collection<Path> files, UnaryOperator<String> shown) {
        return files.stream()
                .filter(Files::exists)
                .filter(FileModes::isOpenToOthers)
                .map(file -> Finding.fail(
                        shown.apply(file.toString()) + " can be read by other accounts",
                        Files.isDirectory(file) ? "chmod 700" : "chmod 600"))
                .toList();
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            Set<PosixFilePermission> modes = EnumSet.noneOf(PosixFilePermission.class);
            modes.addAll(Files.getPosixFilePermissions(file));
            modes.retainAll(OTHERS);
            return !modes.isEmpty();
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a system without such modes
        }
    }
}
