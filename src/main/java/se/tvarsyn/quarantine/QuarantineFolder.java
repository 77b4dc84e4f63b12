package se.tvarsyn.quarantine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/** The files of the quarantine: where they are, and how they are read and rewritten line by line. */
final class QuarantineFolder {
    private static final Pattern FEED = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern ID = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(\\d+\\.\\d+)");

    private final Path folder;

    QuarantineFolder(Path folder) {
        this.folder = folder;
    }

    /** Where a delivery's file is, in a folder that is there. */
    Path prepared(DeliveryTicket ticket) throws IOException {
        Path file = of(ticket);
        OwnerOnlyFiles.createFolder(folder);
        OwnerOnlyFiles.createFolder(folder.resolve(ticket.feed()));
        return file;
    }

    /** While it is held nobody else changes a file. */
    FileChannel lock() throws IOException {
        return OwnerOnlyFiles.lock(folder.resolve("lock"));
    }

    static void read(Path file, Consumer<QuarantineLine> reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(QuarantineLine.parse(line));
            }
        }
    }

    void rewrite(Path file, UnaryOperator<QuarantineLine> change) throws IOException {
        try (FileChannel lock = lock()) {
            rewriteHeld(file, change);
        }
    }

    static void rewriteHeld(Path file, UnaryOperator<QuarantineLine> change) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".rewrite");
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                FileChannel channel = OwnerOnlyFiles.create(part)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(change.apply(QuarantineLine.parse(line)).toBytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
        OwnerOnlyFiles.moveInto(part, file);
    }

    List<Stored> stored() throws IOException {
        List<Stored> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            files.filter(file -> file.getFileName().toString().endsWith(".q"))
                    .sorted()
                    .forEach(file -> {
                        Stored stored = Stored.of(file);
                        if (stored != null) {
                            all.add(stored);
                        }
                    });
        }
        return all;
    }

    Stored find(UUID deliveryId) throws IOException, NotInQuarantine {
        for (Stored stored : stored()) {
            if (stored.deliveryId.equals(deliveryId)) {
                return stored;
            }
        }
        throw new NotInQuarantine("delivery " + deliveryId
                + ": nothing of it is in the quarantine: take an id that 'quarantine list' shows");
    }

    Path of(DeliveryTicket ticket) {
        return of(ticket.feed(), ticket.id());
    }

    Path of(String feed, UUID deliveryId) {
        if (!FEED.matcher(feed).matches()) {
            throw new IllegalArgumentException("a feed is named with a-z, 0-9 and -");
        }
        return folder.resolve(feed).resolve(deliveryId + ".q");
    }

    record Place(UUID deliveryId, String inDelivery) {
        static Place of(String id) throws NotInQuarantine {
            Matcher matcher = ID.matcher(id);
            if (!matcher.matches()) {
                // Without the text: it may be a number that somebody looks for.
                throw new NotInQuarantine("this is no id of the quarantine: take one that 'quarantine list' shows");
            }
            return new Place(UUID.fromString(matcher.group(1)), matcher.group(2));
        }
    }

    record Stored(Path file, String feed, UUID deliveryId) {
        static @Nullable Stored of(Path file) {
            Path parent = file.getParent();
            String name = file.getFileName().toString();
            try {
                UUID id = UUID.fromString(name.substring(0, name.length() - 2));
                return parent == null
                        ? null
                        : new Stored(file, parent.getFileName().toString(), id);
            } catch (IllegalArgumentException e) {
                // Somebody else's file: left alone.
                return null;
            }
        }

        QuarantinedRecord record(QuarantineLine line) {
            return new QuarantinedRecord(
                    deliveryId + "." + line.place(),
                    feed,
                    deliveryId,
                    line.recordType(),
                    line.rejection(),
                    line.at(),
                    line.discarded(),
                    line.taken());
        }
    }
}
