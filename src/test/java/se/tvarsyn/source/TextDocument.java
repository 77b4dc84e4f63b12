package se.tvarsyn.source;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A document in memory. */
record TextDocument(String name, byte[] bytes) implements SourceDocument {
    static TextDocument of(String name, String text) {
        return of(name, text, StandardCharsets.UTF_8);
    }

    static TextDocument of(String name, String text, Charset charset) {
        return new TextDocument(name, text.getBytes(charset));
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
