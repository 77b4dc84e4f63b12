package se.tvarsyn.warehouse;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse's HTTP interface in front of the embedded engine, so that the JDBC driver and client-v2 work on it as
 * on a server. Bound to 127.0.0.1, with a secret of its own for each start. One thread per connection: a statement
 * occupies one in the engine anyway.
 */
final class LoopbackGateway implements AutoCloseable {
    static final String USER = "default";

    /** Rows go to the engine in pieces of this size. */
    private static final int APPEND_BYTES = 512 * 1024;

    private static final int BAD_ARGUMENTS = 36;
    private static final String NO_STREAM = "Streaming query is not supported";
    private static final int TEXT_LIMIT = 64 * 1024 * 1024;
    private static final long STRANGERS_BODY = 1024 * 1024;
    private static final int CONNECTION_LIMIT = 256;
    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern LOCAL_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?");

    /** Parameters of the HTTP interface that are no settings. Those that change nothing here are taken and dropped. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "query",
            "database",
            "default_format",
            "query_id",
            "compress",
            "decompress",
            "session_id",
            "session_timeout",
            "session_check",
            "user",
            "password",
            "role",
            "quota_key",
            "wait_end_of_query",
            "buffer_size",
            "client_protocol_version",
            "enable_http_compression",
            "send_progress_in_http_headers",
            "http_headers_progress_interval_ms",
            "close_session");

    private final EmbeddedEngine engine;
    private final ServerSocketChannel server;
    private final byte[] secret;
    private final String timezone;
    private final Map<HttpConnection, Boolean> connections = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private LoopbackGateway(EmbeddedEngine engine, ServerSocketChannel server, byte[] secret, String timezone) {
        this.engine = engine;
        this.server = server;
        this.secret = secret;
        this.timezone = timezone;
    }

    static LoopbackGateway open(EmbeddedEngine engine) throws IOException, StatementFailed {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        byte[] secret = Base64.getUrlEncoder().withoutPadding().encode(random);
        String timezone;
        try (EngineConnection connection = engine.connect();
                EngineConnection.Result result =
                        connection.run(EngineConnection.utf8("SELECT timezone()"), "LineAsString", Map.of())) {
            timezone = StandardCharsets.UTF_8.decode(result.bytes()).toString().strip();
        }
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 128);
            LoopbackGateway gateway = new LoopbackGateway(engine, server, secret, timezone);
            daemon(gateway::accept, "warehouse-gateway");
            return gateway;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
    }

    String secret() {
        return new String(secret, StandardCharsets.US_ASCII);
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        int count = 0;
        while (!closed) {
            try {
                SocketChannel channel = server.accept();
                if (connections.size() >= CONNECTION_LIMIT) {
                    channel.close();
                    continue;
                }
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                HttpConnection connection = new HttpConnection(channel);
                connections.put(connection, true);
                daemon(() -> serve(connection), "warehouse-gateway-" + ++count);
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
            }
        }
    }

    private void serve(HttpConnection connection) {
        try (connection) {
            HttpConnection.Head head;
            while (!closed && (head = connection.read()) != null) {
                if (!answer(connection, head)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away, or speaks no HTTP. What it had begun is cancelled by now, and nobody is left to
            // tell.
        } finally {
            connections.remove(connection);
        }
    }

    /** @return whether the connection can take another request */
    private boolean answer(HttpConnection connection, HttpConnection.Head head) throws IOException {
        HttpConnection.Body body = connection.body(head);
        ByteBuffer buffer = buffers.poll();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(APPEND_BYTES);
        }
        try {
            if (!LOCAL_HOST
                    .matcher(head.header("host").toLowerCase(Locale.ROOT))
                    .matches()) {
                // A page in a browser that resolves its own name to 127.0.0.1.
                throw new StatementFailed(497, "ACCESS_DENIED", "This endpoint answers to its loopback address only");
            }
            if (head.path().equals("/ping")
                    || (head.path().equals("/")
                            && head.method().equals("GET")
                            && head.parameters().isEmpty())) {
                boolean drained = body.drain(buffer, STRANGERS_BODY);
                connection.answer(200, Map.of(), ByteBuffer.wrap(EngineConnection.utf8("Ok.\n")));
                return drained;
            }
            if (!authenticated(head)) {
                throw new StatementFailed(
                        516, "AUTHENTICATION_FAILED", "The user or the secret is not that of this start of the engine");
            }
            return new Exchange(connection, head, body, buffer.clear()).run();
        } catch (StatementFailed e) {
            // A client that still sends does not see the answer; a stranger is not listened to for long.
            boolean drained = body.drain(buffer, e.code() == 516 ? STRANGERS_BODY : Long.MAX_VALUE);
            refuse(connection, e);
            return drained;
        } finally {
            buffers.add(buffer);
        }
    }

    private static void refuse(HttpConnection connection, StatementFailed e) throws IOException {
        connection.answer(
                e.status(),
                Map.of(
                        "Content-Type",
                        "text/plain; charset=UTF-8",
                        "X-ClickHouse-Exception-Code",
                        Integer.toString(e.code())),
                ByteBuffer.wrap(EngineConnection.utf8(e.getMessage() + "\n")));
    }

    private boolean authenticated(HttpConnection.Head head) {
        String user = head.header("x-clickhouse-user");
        String key = head.header("x-clickhouse-key");
        String basic = head.header("authorization");
        if (basic.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair =
                        new String(Base64.getDecoder().decode(basic.substring(6).strip()), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                if (colon >= 0) {
                    user = pair.substring(0, colon);
                    key = pair.substring(colon + 1);
                }
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return user.equals(USER) && MessageDigest.isEqual(secret, EngineConnection.utf8(key));
    }

    /** One statement over one request. */
    private final class Exchange {
        private final HttpConnection connection;
        private final HttpConnection.Head head;
        private final HttpConnection.Body body;
        private final ByteBuffer buffer;
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final String queryId;

        Exchange(HttpConnection connection, HttpConnection.Head head, HttpConnection.Body body, ByteBuffer buffer) {
            this.connection = connection;
            this.head = head;
            this.body = body;
            this.buffer = buffer;
            String id = head.parameters().get("query_id");
            this.queryId = id == null ? UUID.randomUUID().toString() : id;
            head.parameters().forEach((name, value) -> {
                if (name.startsWith("param_")) {
                    parameters.put(name.substring("param_".length()), value);
                }
            });
        }

        boolean run() throws IOException, StatementFailed {
            refuseWhatIsNotSpoken();
            body.fill(buffer);
            buffer.flip();
            String query = head.parameters().get("query");
            StatementText text = StatementText.of(query == null ? copy(buffer) : EngineConnection.utf8(query + "\n"));
            if (text.touchesClientFiles()) {
                throw new StatementFailed(344, "SUPPORT_IS_DISABLED", "INFILE and OUTFILE are not for this endpoint");
            }
            // Rows with parameters in them go as text: the engine forgets the parameters once it has the statement.
            if (text.takesRows() && (parameters.isEmpty() || !"Values".equals(text.format()))) {
                insert(text, query);
                return true;
            }
            byte[] sql = wholeText(query);
            try (EngineConnection engineConnection = prepared()) {
                EngineConnection.Analysis analysis = engineConnection.analyse(sql);
                if (analysis.statements() > 1) {
                    throw new StatementFailed(62, "SYNTAX_ERROR", "Multi-statements are not allowed");
                }
                if (analysis.kind() != Chdb.READ_ONLY && head.method().equals("GET")) {
                    throw new StatementFailed(164, "READONLY", "Over GET a statement may only read: use POST");
                }
                String format = format(text);
                ResultFormat joined = text.hasTotals() ? null : ResultFormat.of(format);
                if (analysis.kind() == Chdb.READ_ONLY && joined != null) {
                    try {
                        return stream(engineConnection, sql, format, joined);
                    } catch (StatementFailed e) {
                        // SHOW, DESCRIBE and EXPLAIN read, and yet have no stream; their answers are small.
                        if (e.code() != BAD_ARGUMENTS
                                || !String.valueOf(e.getMessage()).contains(NO_STREAM)) {
                            throw e;
                        }
                    }
                }
                try (EngineConnection.Result result = engineConnection.run(sql, format, parameters)) {
                    connection.answer(
                            200, headers(format, result.rowsWritten(), result.bytesWritten()), result.bytes());
                }
                return true;
            }
        }

        private void refuseWhatIsNotSpoken() throws StatementFailed {
            if (!head.path().equals("/")) {
                throw new StatementFailed(48, "NOT_IMPLEMENTED", "There is only the path /");
            }
            if (!head.method().equals("POST") && !head.method().equals("GET")) {
                throw new StatementFailed(48, "NOT_IMPLEMENTED", "There are only GET and POST");
            }
            String coding = head.header("content-encoding");
            if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity") || on("decompress") || on("compress")) {
                throw new StatementFailed(
                        48, "NOT_IMPLEMENTED", "No compression on the loopback: set compress and decompress to false");
            }
            if (head.header("content-type").startsWith("multipart/")) {
                throw new StatementFailed(48, "NOT_IMPLEMENTED", "Parameters go in the URL, not in a form");
            }
            if (head.parameters().containsKey("session_id")) {
                throw new StatementFailed(48, "NOT_IMPLEMENTED", "There are no sessions: a statement stands alone");
            }
        }

        private boolean on(String parameter) {
            String value = head.parameters().get(parameter);
            return value != null && !value.equals("0") && !value.equals("false");
        }

        private String format(StatementText text) throws StatementFailed {
            String said = head.said("default_format", "x-clickhouse-format");
            String format =
                    text.format() != null ? text.format() : said == null || said.isEmpty() ? "TabSeparated" : said;
            if (!FORMAT.matcher(format).matches()) {
                throw new StatementFailed(73, "UNKNOWN_FORMAT", "The format's name is no name");
            }
            return format;
        }

        /** A connection in the request's database, with the request's settings. Both go away with it. */
        private EngineConnection prepared() throws StatementFailed {
            StringBuilder set = new StringBuilder();
            for (Map.Entry<String, String> parameter : head.parameters().entrySet()) {
                String name = parameter.getKey();
                if (NOT_SETTINGS.contains(name) || name.startsWith("param_")) {
                    continue;
                }
                if (!SETTING.matcher(name).matches()) {
                    throw new StatementFailed(115, "UNKNOWN_SETTING", "A setting's name is no name");
                }
                set.append(set.isEmpty() ? "SET " : ", ")
                        .append(name)
                        .append(" = ")
                        .append(quoted(parameter.getValue(), '\''));
            }
            EngineConnection engineConnection = engine.connect();
            try {
                String database = head.said("database", "x-clickhouse-database");
                if (database != null && !database.isEmpty()) {
                    engineConnection.execute("USE " + quoted(database, '`'));
                }
                if (!set.isEmpty()) {
                    engineConnection.execute(set.toString());
                }
                return engineConnection;
            } catch (StatementFailed | RuntimeException e) {
                engineConnection.close();
                throw e;
            }
        }

        private byte[] wholeText(@Nullable String query) throws IOException, StatementFailed {
            byte[] first = query == null ? new byte[0] : EngineConnection.utf8(query + "\n");
            byte[] whole = Arrays.copyOf(first, first.length + buffer.remaining());
            int size = first.length;
            while (true) {
                if (whole.length < size + buffer.remaining()) {
                    whole = Arrays.copyOf(whole, Math.max(2 * whole.length, size + buffer.remaining()));
                }
                int count = buffer.remaining();
                buffer.get(whole, size, count);
                size += count;
                if (body.ended()) {
                    return Arrays.copyOf(whole, size);
                }
                if (size > TEXT_LIMIT) {
                    throw new StatementFailed(62, "SYNTAX_ERROR", "The statement is longer than 64 MiB");
                }
                buffer.clear();
                body.fill(buffer);
                buffer.flip();
            }
        }

        private boolean stream(EngineConnection engineConnection, byte[] sql, String format, ResultFormat joined)
                throws IOException, StatementFailed {
            try (EngineConnection.Rows rows = engineConnection.stream(sql, format, parameters)) {
                // The first block before the status: most errors show there.
                boolean more;
                try (EngineConnection.Result block = rows.next()) {
                    more = block.bytes().hasRemaining();
                    connection.beginChunks(headers(format, 0, 0));
                    connection.chunk(block.bytes());
                }
                while (more) {
                    try (EngineConnection.Result block = rows.next()) {
                        ByteBuffer bytes = block.bytes();
                        more = bytes.hasRemaining();
                        if (more) {
                            joined.skipHeader(bytes);
                            connection.chunk(bytes);
                        }
                    } catch (StatementFailed e) {
                        // The status is out. Without the last chunk no client takes this for a whole result.
                        return false;
                    }
                }
            }
            connection.endChunks();
            return true;
        }

        private void insert(StatementText text, @Nullable String query) throws IOException, StatementFailed {
            if (head.method().equals("GET")) {
                throw new StatementFailed(164, "READONLY", "Over GET a statement may only read: use POST");
            }
            String format = text.format() == null ? "Values" : text.format();
            if (!FORMAT.matcher(format).matches()) {
                throw new StatementFailed(73, "UNKNOWN_FORMAT", "The format's name is no name");
            }
            long written;
            long bytes;
            try (EngineConnection engineConnection = prepared()) {
                try (EngineConnection.Insert insert = engineConnection.insert(text.words(), format, parameters)) {
                    Pointer memory = Native.getDirectBufferPointer(buffer);
                    boolean taken = true;
                    if (query == null) {
                        taken = insert.append(memory.share(text.rowsAt()), buffer.limit() - text.rowsAt());
                    } else {
                        byte[] rest = EngineConnection.utf8(query + "\n");
                        int from = text.rowsAt();
                        if (!new String(rest, from, rest.length - from, StandardCharsets.ISO_8859_1).isBlank()) {
                            ByteBuffer direct = ByteBuffer.allocateDirect(rest.length - from);
                            direct.put(rest, from, rest.length - from);
                            taken = insert.append(Native.getDirectBufferPointer(direct), rest.length - from);
                        }
                        taken = taken && insert.append(memory, buffer.limit());
                    }
                    // An exception from fill leaves this block before done(): the insert is cancelled, never committed.
                    while (taken && !body.ended()) {
                        buffer.clear();
                        body.fill(buffer);
                        taken = insert.append(memory, buffer.position());
                    }
                    try (EngineConnection.Result result = insert.done()) {
                        written = result.rowsWritten();
                        bytes = result.bytesWritten();
                    }
                }
            }
            connection.answer(200, headers(format, written, bytes), ByteBuffer.allocate(0));
        }

        private Map<String, String> headers(String format, long rowsWritten, long bytesWritten) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/octet-stream");
            headers.put("X-ClickHouse-Server-Display-Name", "tvarsyn-embedded");
            headers.put("X-ClickHouse-Query-Id", queryId);
            headers.put("X-ClickHouse-Format", format);
            headers.put("X-ClickHouse-Timezone", timezone);
            headers.put(
                    "X-ClickHouse-Summary",
                    "{\"read_rows\":\"0\",\"read_bytes\":\"0\",\"written_rows\":\"" + rowsWritten
                            + "\",\"written_bytes\":\"" + bytesWritten
                            + "\",\"total_rows_to_read\":\"0\",\"result_rows\":\"" + rowsWritten
                            + "\",\"result_bytes\":\"" + bytesWritten + "\",\"elapsed_ns\":\"0\"}");
            return headers;
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** As a ClickHouse literal or identifier: whatever stands in it stays in it. */
    static String quoted(String text, char quote) {
        StringBuilder literal = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\\') {
                literal.append('\\');
            }
            literal.append(c);
        }
        return literal.append(quote).toString();
    }

    /** Takes no more requests and cuts off those that are running: an insert under way is cancelled. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (HttpConnection connection : connections.keySet()) {
            connection.close();
        }
    }
}
