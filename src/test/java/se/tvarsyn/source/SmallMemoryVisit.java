package se.tvarsyn.source;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Takes one file of an SFTP folder; run with a heap that is smaller than the file. */
final class SmallMemoryVisit {
    private SmallMemoryVisit() {}

    /** @param arguments home, address, known hosts, key */
    public static void main(String[] arguments) throws Exception {
        Visits visits = new Visits(Path.of(arguments[0]));
        Map<String, String> account =
                Map.of("sftp", arguments[1], "known-hosts-file", arguments[2], "key-file", arguments[3]);
        try (FolderVisit visit = visits.sftp(account)) {
            PickedFile file = Objects.requireNonNull(visit.next());
            long first = length(file);
            if (length(file) == first) {
                System.out.println("read " + first + " bytes twice");
            }
            file.taken();
        }
        System.out.println(visits.said());
    }

    private static long length(SourceDocument document) throws Exception {
        try (InputStream in = document.open()) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
