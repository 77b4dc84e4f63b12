package se.tvarsyn.warehouse;

import java.io.EOFException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one socket, with the two properties that the JDK's own server lacks: a body that ends before its time
 * is an error and never looks like its end, and rows go from the socket into direct memory without a copy on the heap.
 */
final class HttpConnection implements AutoCloseable {
    private static final int HEAD_LIMIT = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(HEAD_LIMIT).flip();

    HttpConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** A request without its body. */
    record Head(String method, String path, Map<String, String> parameters, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** What the parameter or, where there is none, the header says; null where neither speaks. */
        @Nullable
        String said(String parameter, String header) {
            String value = parameters.get(parameter);
            return value != null ? value : headers.get(header);
        }
    }

    /** A request that is no HTTP that we know. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /** The next request; null when the client has closed between two requests. */
    @Nullable
    Head read() throws IOException {
        String request = line(true);
        if (request == null) {
            return null;
        }
        String[] parts = request.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Malformed("request line");
        }
        Map<String, String> headers = new HashMap<>();
        int size = request.length();
        String header;
        while (!(header = String.valueOf(line(false))).isEmpty()) {
            size += header.length();
            int colon = header.indexOf(':');
            if (colon < 1 || size > HEAD_LIMIT) {
                throw new Malformed("headers");
            }
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            // Two lengths, or two hosts, are an attempt to be read in two ways.
            if (headers.put(name, header.substring(colon + 1).strip()) != null
                    && (name.equals("content-length") || name.equals("host") || name.equals("transfer-encoding"))) {
                throw new Malformed("header twice");
            }
        }
        int question = parts[1].indexOf('?');
        String path = question < 0 ? parts[1] : parts[1].substring(0, question);
        return new Head(
                parts[0], path, question < 0 ? Map.of() : parameters(parts[1].substring(question + 1)), headers);
    }

    private static Map<String, String> parameters(String query) throws Malformed {
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    parameters.put(
                            URLDecoder.decode(name, StandardCharsets.UTF_8),
                            URLDecoder.decode(value, StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new Malformed("query");
        }
        return parameters;
    }

    Body body(Head head) throws IOException {
        String coding = head.header("transfer-encoding").toLowerCase(Locale.ROOT);
        String length = head.header("content-length");
        if (!coding.isEmpty() && (!coding.equals("chunked") || !length.isEmpty())) {
            throw new Malformed("transfer-encoding");
        }
        Body body;
        try {
            body = new Body(!coding.isEmpty(), length.isEmpty() ? 0 : Long.parseLong(length));
        } catch (NumberFormatException e) {
            throw new Malformed("content-length");
        }
        if (body.remaining < 0) {
            throw new Malformed("content-length");
        }
        if (head.header("expect").equalsIgnoreCase("100-continue")) {
            write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        return body;
    }

    /** A request's body, as it comes. */
    final class Body {
        private final boolean chunked;
        private long remaining;
        private boolean firstChunk = true;
        private boolean ended;

        private Body(boolean chunked, long length) {
            this.chunked = chunked;
            this.remaining = length;
            this.ended = !chunked && length == 0;
        }

        /**
         * Reads until the buffer is full or the body has ended as it should.
         *
         * @return false when the body has ended
         * @throws IOException when the client went away before that: what was read is a part, and must not count
         */
        boolean fill(ByteBuffer to) throws IOException {
            while (!ended && to.hasRemaining()) {
                if (remaining == 0) {
                    nextChunk();
                } else {
                    remaining -= some(to, remaining);
                    ended = !chunked && remaining == 0;
                }
            }
            return !ended;
        }

        boolean ended() {
            return ended;
        }

        /**
         * Takes the rest, up to a limit, and drops it.
         *
         * @return whether the body has ended by then
         */
        boolean drain(ByteBuffer scratch, long limit) throws IOException {
            long left = limit;
            while (!ended && left > 0) {
                scratch.clear();
                fill(scratch);
                left -= scratch.position();
            }
            return ended;
        }

        private void nextChunk() throws IOException {
            if (!firstChunk && !needed(line(false)).isEmpty()) {
                throw new Malformed("chunk");
            }
            firstChunk = false;
            String size = needed(line(false));
            int extension = size.indexOf(';');
            try {
                remaining = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            } catch (NumberFormatException e) {
                throw new Malformed("chunk");
            }
            if (remaining < 0) {
                throw new Malformed("chunk");
            }
            if (remaining == 0) {
                while (!needed(line(false)).isEmpty()) {
                    // A trailer says nothing to us.
                }
                ended = true;
            }
        }
    }

    private static String needed(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    /** At least one byte, at most the limit. */
    private int some(ByteBuffer to, long limit) throws IOException {
        int most = (int) Math.min(limit, to.remaining());
        if (in.hasRemaining()) {
            int count = Math.min(most, in.remaining());
            to.put(in.slice(in.position(), count));
            in.position(in.position() + count);
            return count;
        }
        int end = to.limit();
        to.limit(to.position() + most);
        int count = channel.read(to);
        to.limit(end);
        if (count < 0) {
            throw new EOFException("The client closed in the middle of a body");
        }
        return count;
    }

    /** A line without its end; null at the end of the stream, where that may be. */
    private @Nullable String line(boolean mayEnd) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!in.hasRemaining()) {
                in.clear();
                int count;
                try {
                    count = channel.read(in);
                } finally {
                    in.flip();
                }
                if (count < 0) {
                    if (mayEnd && line.isEmpty()) {
                        return null;
                    }
                    throw new EOFException("The client closed in the middle of a request");
                }
                continue;
            }
            char c = (char) (in.get() & 0xff);
            if (c == '\n') {
                int length = line.length();
                if (length > 0 && line.charAt(length - 1) == '\r') {
                    line.setLength(length - 1);
                }
                return line.toString();
            }
            if (line.length() >= HEAD_LIMIT) {
                throw new Malformed("line");
            }
            line.append(c);
        }
    }

    void answer(int status, Map<String, String> headers, ByteBuffer content) throws IOException {
        write(head(status, headers, "Content-Length: " + content.remaining()), content);
    }

    void beginChunks(Map<String, String> headers) throws IOException {
        write(head(200, headers, "Transfer-Encoding: chunked"));
    }

    void chunk(ByteBuffer content) throws IOException {
        if (content.hasRemaining()) {
            write(ascii(Integer.toHexString(content.remaining()) + "\r\n"), content, ascii("\r\n"));
        }
    }

    void endChunks() throws IOException {
        write(ascii("0\r\n\r\n"));
    }

    private static ByteBuffer head(int status, Map<String, String> headers, String framing) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        headers.forEach((name, value) -> head.append(name)
                .append(": ")
                .append(value.replaceAll("[^\\x20-\\x7e]", " "))
                .append("\r\n"));
        return ascii(head.append(framing).append("\r\n\r\n").toString());
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(ByteBuffer... parts) throws IOException {
        boolean left = true;
        while (left) {
            channel.write(parts);
            left = false;
            for (ByteBuffer part : parts) {
                left |= part.hasRemaining();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
