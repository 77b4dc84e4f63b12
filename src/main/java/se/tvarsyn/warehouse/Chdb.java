package se.tvarsyn.warehouse;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The C ABI of libchdb 26.7 (chdb.h of chdb-core), as far as it is used. Direct mapping: a call costs some
 * hundred nanoseconds and copies nothing. A library of 566 MB with process-wide state is loaded once and stays.
 */
final class Chdb {
    private static boolean loaded;

    private Chdb() {}

    /** Loads the library, and leaves the JVM its signal handlers: without that the first implicit null check kills it. */
    static synchronized void load(Path library) {
        if (!loaded) {
            Native.register(Chdb.class, NativeLibrary.getInstance(library.toString(), Map.of()));
            chdb_set_signal_handlers_enabled(0);
            loaded = true;
        }
    }

    static final int SUCCESS = 0;

    // Statement classes of chdb_classify_query_n.
    static final int READ_ONLY = 0;
    static final int MUTATING = 1;
    static final int MUTATING_GLOBAL = 2;

    static native void chdb_set_signal_handlers_enabled(int enabled);

    static native Pointer chdb_version();

    static native @Nullable Pointer chdb_connect(int argc, Pointer argv);

    static native void chdb_close_conn(Pointer connection);

    static native int chdb_classify_query_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            @Nullable Pointer database,
            long databaseLength,
            Pointer analysis);

    static native @Nullable Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long count);

    static native @Nullable Pointer chdb_stream_query_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long count);

    static native @Nullable Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

    static native void chdb_stream_cancel_query(Pointer connection, Pointer stream);

    static native void chdb_destroy_query_result(Pointer result);

    static native @Nullable Pointer chdb_result_error(Pointer result);

    static native @Nullable Pointer chdb_result_buffer(Pointer result);

    static native long chdb_result_length(Pointer result);

    static native long chdb_result_rows_read(Pointer result);

    static native long chdb_result_rows_written(Pointer result);

    static native long chdb_result_bytes_written(Pointer result);

    static native @Nullable Pointer chdb_stream_insert_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long count);

    static native int chdb_stream_append(Pointer stream, Pointer data, long length);

    static native @Nullable Pointer chdb_stream_done(Pointer stream);

    static native void chdb_stream_cancel_insert(Pointer stream);

    static native @Nullable Pointer chdb_stream_insert_error(Pointer stream);

    static native void chdb_destroy_insert_stream(Pointer stream);
}
