package se.tvarsyn.warehouse;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection for one statement. Opening one costs 0.1 ms on a running engine, so none is used twice: what a
 * statement leaves behind (SET, USE, a temporary table, the table lock of a failed insert, which made the next DROP
 * hang) goes with its connection. Used by one thread at a time.
 */
final class EngineConnection implements AutoCloseable {
    private final Pointer handle;
    private final Pointer connection;
    private final Runnable released;
    private boolean open = true;

    EngineConnection(Pointer handle, Runnable released) {
        this.handle = handle;
        this.connection = handle.getPointer(0);
        this.released = released;
    }

    /** What kind of statement it is, and how many. Does not run it. */
    Analysis analyse(byte[] sql) {
        try (Memory report = new Memory(16)) {
            report.clear();
            report.setInt(0, 16);
            Chdb.chdb_classify_query_n(connection, sql, sql.length, null, 0, report);
            return new Analysis(report.getInt(4), report.getInt(12));
        }
    }

    record Analysis(int statements, int kind) {}

    /** Runs a statement to its end. The result is in memory: for what has no rows, or few. */
    Result run(byte[] sql, String format, Map<String, String> parameters) throws StatementFailed {
        byte[] formatName = utf8(format);
        try (Parameters bound = new Parameters(parameters)) {
            return new Result(Chdb.chdb_query_with_params_n(
                    connection,
                    sql,
                    sql.length,
                    formatName,
                    formatName.length,
                    bound.names,
                    bound.nameLengths,
                    bound.values,
                    bound.valueLengths,
                    bound.count));
        }
    }

    /** Runs a statement that only matters for what it changes in this connection or the engine. */
    void execute(String sql) throws StatementFailed {
        run(utf8(sql), "TabSeparated", Map.of()).close();
    }

    Rows stream(byte[] sql, String format, Map<String, String> parameters) throws StatementFailed {
        byte[] formatName = utf8(format);
        try (Parameters bound = new Parameters(parameters)) {
            Pointer stream = Chdb.chdb_stream_query_with_params_n(
                    connection,
                    sql,
                    sql.length,
                    formatName,
                    formatName.length,
                    bound.names,
                    bound.nameLengths,
                    bound.values,
                    bound.valueLengths,
                    bound.count);
            if (stream == null) {
                throw ErrorText.ofStatement("");
            }
            Pointer error = Chdb.chdb_result_error(stream);
            if (error != null) {
                String text = text(error);
                Chdb.chdb_destroy_query_result(stream);
                throw ErrorText.ofStatement(text);
            }
            return new Rows(stream);
        }
    }

    /** @param sql an INSERT up to, and without, its FORMAT or VALUES */
    Insert insert(byte[] sql, String format, Map<String, String> parameters) throws StatementFailed {
        byte[] formatName = utf8(format);
        try (Parameters bound = new Parameters(parameters)) {
            Pointer stream = Chdb.chdb_stream_insert_with_params_n(
                    connection,
                    sql,
                    sql.length,
                    formatName,
                    formatName.length,
                    bound.names,
                    bound.nameLengths,
                    bound.values,
                    bound.valueLengths,
                    bound.count);
            if (stream == null) {
                throw ErrorText.ofStatement("");
            }
            Pointer error = Chdb.chdb_stream_insert_error(stream);
            if (error != null) {
                String text = text(error);
                Chdb.chdb_destroy_insert_stream(stream);
                throw ErrorText.ofStatement(text);
            }
            return new Insert(stream);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            Chdb.chdb_close_conn(handle);
            released.run();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Pointer error) {
        return error.getString(0, "UTF-8");
    }

    /** A whole result, in the engine's memory until it is closed. */
    static final class Result implements AutoCloseable {
        private final Pointer result;

        Result(@Nullable Pointer result) throws StatementFailed {
            if (result == null) {
                throw ErrorText.ofStatement("");
            }
            Pointer error = Chdb.chdb_result_error(result);
            if (error != null) {
                String text = text(error);
                Chdb.chdb_destroy_query_result(result);
                throw ErrorText.ofStatement(text);
            }
            this.result = result;
        }

        /** A view of the engine's memory: not to be used after {@link #close}. */
        ByteBuffer bytes() throws StatementFailed {
            long length = Chdb.chdb_result_length(result);
            if (length > Integer.MAX_VALUE) {
                throw new StatementFailed(
                        396,
                        "TOO_MANY_ROWS_OR_BYTES",
                        "A result over 2 GiB needs a format that streams, e.g. RowBinary or TabSeparated");
            }
            Pointer buffer = length == 0 ? null : Chdb.chdb_result_buffer(result);
            return buffer == null ? ByteBuffer.allocate(0) : buffer.getByteBuffer(0, length);
        }

        long rowsWritten() {
            return Chdb.chdb_result_rows_written(result);
        }

        long bytesWritten() {
            return Chdb.chdb_result_bytes_written(result);
        }

        @Override
        public void close() {
            Chdb.chdb_destroy_query_result(result);
        }
    }

    /** A result that is made as it is read, block by block. Each block begins with the format's header again. */
    final class Rows implements AutoCloseable {
        private final Pointer stream;
        private boolean finished;

        private Rows(Pointer stream) {
            this.stream = stream;
        }

        /** The next block, empty at the end. */
        Result next() throws StatementFailed {
            try {
                Result block = new Result(Chdb.chdb_stream_fetch_result(connection, stream));
                if (!block.bytes().hasRemaining()) {
                    finished = true;
                }
                return block;
            } catch (StatementFailed e) {
                finished = true;
                throw e;
            }
        }

        @Override
        public void close() {
            if (!finished) {
                Chdb.chdb_stream_cancel_query(connection, stream);
            }
            Chdb.chdb_destroy_query_result(stream);
        }
    }

    /** An INSERT that takes its rows as they come. Closed before {@link #done}, it is cancelled and leaves none. */
    final class Insert implements AutoCloseable {
        private final Pointer stream;
        private boolean finished;

        private Insert(Pointer stream) {
            this.stream = stream;
        }

        /** @return false when the engine has given up; {@link #done} then says why */
        boolean append(Pointer bytes, long length) {
            return length == 0 || Chdb.chdb_stream_append(stream, bytes, length) == Chdb.SUCCESS;
        }

        Result done() throws StatementFailed {
            finished = true;
            Pointer result = Chdb.chdb_stream_done(stream);
            Pointer error = result == null ? null : Chdb.chdb_result_error(result);
            if (result != null && error != null) {
                String text = text(error);
                Chdb.chdb_destroy_query_result(result);
                throw ErrorText.ofRows(text);
            }
            return new Result(result);
        }

        @Override
        public void close() {
            if (!finished) {
                Chdb.chdb_stream_cancel_insert(stream);
            }
            Chdb.chdb_destroy_insert_stream(stream);
        }
    }

    /** Parameters as the arrays of pointers and lengths that the C ABI wants. */
    private static final class Parameters implements AutoCloseable {
        final @Nullable Memory names;
        final @Nullable Memory nameLengths;
        final @Nullable Memory values;
        final @Nullable Memory valueLengths;
        final int count;
        private final @Nullable Memory texts;

        Parameters(Map<String, String> parameters) {
            count = parameters.size();
            if (count == 0) {
                names = nameLengths = values = valueLengths = texts = null;
                return;
            }
            long total = 0;
            for (Map.Entry<String, String> entry : parameters.entrySet()) {
                total += utf8(entry.getKey()).length + utf8(entry.getValue()).length + 2L;
            }
            names = new Memory(8L * count);
            nameLengths = new Memory(8L * count);
            values = new Memory(8L * count);
            valueLengths = new Memory(8L * count);
            texts = new Memory(total);
            texts.clear();
            long at = 0;
            int i = 0;
            for (Map.Entry<String, String> entry : parameters.entrySet()) {
                at = put(texts, at, entry.getKey(), names, nameLengths, i);
                at = put(texts, at, entry.getValue(), values, valueLengths, i);
                i++;
            }
        }

        private static long put(Memory texts, long at, String text, Memory pointers, Memory lengths, int i) {
            byte[] bytes = utf8(text);
            texts.write(at, bytes, 0, bytes.length);
            pointers.setPointer(8L * i, texts.share(at));
            lengths.setLong(8L * i, bytes.length);
            return at + bytes.length + 1;
        }

        @Override
        public void close() {
            for (Memory memory : new @Nullable Memory[] {names, nameLengths, values, valueLengths, texts}) {
                if (memory != null) {
                    memory.close();
                }
            }
        }
    }
}
