package se.tvarsyn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.ZoneNotConfigured;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.load.LoadRefused;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.operations.RetryRefused;
import se.tvarsyn.operations.SourceNotConfigured;
import se.tvarsyn.pseudonymization.KeysUnreachable;
import se.tvarsyn.pseudonymization.WrongKey;
import se.tvarsyn.publication.ReleaseRefused;
import se.tvarsyn.rotation.RotationStopped;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.warehouse.MigrationRefused;
import se.tvarsyn.warehouse.NothingReleased;
import se.tvarsyn.warehouse.RightsTooWide;
import se.tvarsyn.warehouse.WarehouseUnreachable;
import se.tvarsyn.zones.WrongZoneKey;

/** Turns what stopped a command into one line and an exit code. Only messages that we wrote are shown. */
final class Failures {
    private Failures() {}

    static int tell(Throwable failure, PrintStream err) {
        err.println("tvarsyn: " + told(failure));
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Integer code = codeOf(at);
            if (code != null) {
                return code;
            }
        }
        return isOfFiles(failure) ? ExitCodes.PROBLEMS : ExitCodes.INTERNAL;
    }

    /** What of a failure may be shown. */
    static String told(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (codeOf(at) != null) {
                return String.valueOf(at.getMessage());
            }
        }
        if (isOfFiles(failure)) {
            return "a file of the home could not be read or written (" + kindOf(failure)
                    + "); see to rights and free space, or run again with --debug";
        }
        // Messages of others may hold a value: only the type is told.
        return "internal error (" + failure.getClass().getSimpleName() + "); run again with --debug and report it";
    }

    private static boolean isOfFiles(Throwable failure) {
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }

    static @org.jspecify.annotations.Nullable Integer codeOf(Throwable failure) {
        if (failure instanceof Failure told) {
            return told.exitCode();
        }
        if (failure instanceof WarehouseUnreachable
                || failure instanceof SourceUnreachable
                || failure instanceof KeysUnreachable
                || failure instanceof LoadRefused) {
            return ExitCodes.UNREACHABLE;
        }
        if (failure instanceof WrongKey
                || failure instanceof HomeFileUnreadable
                || failure instanceof MigrationRefused
                || failure instanceof NothingReleased
                || failure instanceof RefreshRefused
                || failure instanceof ReleaseRefused
                || failure instanceof RetryRefused
                || failure instanceof RightsTooWide
                || failure instanceof RotationStopped
                || failure instanceof SourceNotConfigured
                || failure instanceof ZoneNotConfigured
                || failure instanceof WrongZoneKey
                || failure instanceof Installation.HomeBusy) {
            return ExitCodes.PROBLEMS;
        }
        return null;
    }

    private static String kindOf(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return cause instanceof FileSystemException ? cause.getClass().getSimpleName() : "input or output error";
    }
}
