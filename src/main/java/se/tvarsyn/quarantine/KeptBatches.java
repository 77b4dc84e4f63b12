package se.tvarsyn.quarantine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.sealing.PayloadCipher;

/** The rejected records of one delivery that somebody means, batch by batch as they were rejected. Holds one batch. */
public final class KeptBatches implements Iterator<KeptBatch>, AutoCloseable {
    private final QuarantineFolder.Stored stored;
    private final PayloadCipher cipher;
    private final Predicate<QuarantinedRecord> isMeant;
    private final BufferedReader lines;
    private @Nullable QuarantineLine ahead;
    private @Nullable KeptBatch next;

    KeptBatches(QuarantineFolder.Stored stored, SecretKey key, Predicate<QuarantinedRecord> isMeant)
            throws IOException {
        this.stored = stored;
        this.cipher = new PayloadCipher(key);
        this.isMeant = isMeant;
        this.lines = Files.newBufferedReader(stored.file(), StandardCharsets.UTF_8);
        this.ahead = line();
        advance();
    }

    private @Nullable QuarantineLine line() throws IOException {
        String line = lines.readLine();
        return line == null ? null : QuarantineLine.parse(line);
    }

    private void advance() throws IOException {
        next = null;
        while (next == null && ahead != null) {
            int batch = ahead.batch();
            // A record of which several rules rejected parts is one source record: it goes once, and whole.
            Map<String, KeptBatch.KeptRecord> records = new LinkedHashMap<>();
            String document = ahead.rejection().document();
            for (; ahead != null && ahead.batch() == batch; ahead = line()) {
                if (ahead.isRetryable() && isMeant.test(stored.record(ahead)) && !records.containsKey(ahead.unit())) {
                    records.put(ahead.unit(), opened(ahead));
                }
            }
            if (!records.isEmpty()) {
                next = new KeptBatch(batch, document, List.copyOf(records.values()));
            }
        }
    }

    private KeptBatch.KeptRecord opened(QuarantineLine line) throws IOException {
        String id = stored.deliveryId() + "." + line.place();
        byte[] payload = cipher.decrypt(id, Base64.getDecoder().decode(Objects.requireNonNull(line.sealed())));
        if (payload == null) {
            throw new IOException(id + ": does not open with the key of this home: restore the folder 'keys' it was"
                    + " written with");
        }
        return new KeptBatch.KeptRecord(
                line.rejection().line(),
                Objects.requireNonNull(line.recordType()),
                new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public KeptBatch next() {
        KeptBatch current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        try {
            advance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return current;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
