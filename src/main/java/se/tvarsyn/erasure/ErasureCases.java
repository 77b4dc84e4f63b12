package se.tvarsyn.erasure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.sealing.PayloadCipher;

/** The cases of one home: a sealed file each, whose name is the case's id. */
public final class ErasureCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{4,64}");
    private static final String SUFFIX = ".case";

    private final Path folder;
    private final Function<String, SecretKey> keyOfCase;
    private final Clock clock;

    /** @param keyOfCase an AES key of 256 bits for each case, the same whenever asked */
    public ErasureCases(Path folder, Function<String, SecretKey> keyOfCase, Clock clock) {
        this.folder = folder;
        this.keyOfCase = keyOfCase;
        this.clock = clock;
    }

    /**
     * Opens a case.
     *
     * @param undoes id of the erasure to undo; null for an erasure
     * @param sought numbers of the persons; empty where an erasure is undone
     */
    public ErasureCase request(
            @Nullable String undoes, String reference, String by, boolean isRequesterKnown, byte[] sought)
            throws IOException {
        String id = UUID.randomUUID().toString().substring(0, 8);
        ErasureCase opened =
                new ErasureCase(id, undoes, reference, by, isRequesterKnown, clock.instant(), null, false, sought);
        write(opened);
        return opened;
    }

    /**
     * Approves a case; one that was approved by the same principal but not carried out is given again.
     *
     * @throws CaseRefused where there is no such case, it is closed, or requester and approver are one
     */
    public ErasureCase approve(String id, String by) throws IOException, CaseRefused {
        ErasureCase found = find(id);
        if (found == null) {
            throw new CaseRefused("there is no such case: 'erase list' shows the open ones");
        }
        if (found.isClosed()) {
            throw new CaseRefused("case " + found.id() + " was carried out already: nothing is left to approve");
        }
        if (isSame(found.requestedBy(), by)) {
            throw new CaseRefused(
                    "case " + found.id() + " was requested by the same principal: somebody else approves");
        }
        if (found.approvedBy() != null && !isSame(found.approvedBy(), by)) {
            throw new CaseRefused("case " + found.id() + " was approved by somebody else, and was not finished: they"
                    + " approve again to finish it");
        }
        ErasureCase approved = found.approved(by);
        write(approved);
        return approved;
    }

    /** Where an auditor's copy of an open case lies; whether there is one is the home's choice. */
    public Path auditorsCopy(String id) {
        return folder.resolve(id + ".auditor");
    }

    /** The case was carried out: whom it was about is destroyed, the auditor's copy first. */
    public void close(ErasureCase done) throws IOException {
        Files.deleteIfExists(auditorsCopy(done.id()));
        write(done.closed());
    }

    /** Names are one person's in any case and form: "Anna" cannot approve what "anna " requested. */
    private static boolean isSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** Every case, oldest first. */
    public List<ErasureCase> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<ErasureCase> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    ErasureCase found = find(name.substring(0, name.length() - SUFFIX.length()));
                    if (found != null) {
                        all.add(found);
                    }
                }
            }
        }
        all.sort(java.util.Comparator.comparing(ErasureCase::requestedAt));
        return all;
    }

    /** @return null where there is no such case */
    public @Nullable ErasureCase find(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        byte[] sealed;
        try {
            sealed = Files.readAllBytes(folder.resolve(id + SUFFIX));
        } catch (NoSuchFileException e) {
            return null;
        }
        byte[] opened = new PayloadCipher(keyOfCase.apply(id)).decrypt(id, sealed);
        if (opened == null) {
            throw new HomeFileUnreadable(
                    folder.resolve(id + SUFFIX),
                    "does not open with the keys of this home: restore it and the folder 'keys' from the same backup");
        }
        return parse(id, opened);
    }

    private ErasureCase parse(String id, byte[] json) {
        Map<String, String> fields;
        try {
            fields = JSON.readValue(json, new TypeReference<>() {});
            return new ErasureCase(
                    id,
                    fields.get("undoes"),
                    fields.getOrDefault("reference", ""),
                    fields.getOrDefault("requestedBy", ""),
                    Boolean.parseBoolean(fields.get("isRequesterKnown")),
                    Instant.parse(fields.getOrDefault("requestedAt", "")),
                    fields.get("approvedBy"),
                    Boolean.parseBoolean(fields.get("isClosed")),
                    Base64.getDecoder().decode(fields.getOrDefault("sought", "")));
        } catch (IOException | RuntimeException e) {
            // Without its cause: parsers quote what they could not read.
            throw new HomeFileUnreadable(
                    folder.resolve(id + SUFFIX), "was not written by this program: restore it from the backup");
        }
    }

    private void write(ErasureCase written) throws IOException {
        Map<String, String> fields = new HashMap<>();
        if (written.undoes() != null) {
            fields.put("undoes", written.undoes());
        }
        fields.put("reference", written.reference());
        fields.put("requestedBy", written.requestedBy());
        fields.put("isRequesterKnown", Boolean.toString(written.isRequesterKnown()));
        fields.put("requestedAt", written.requestedAt().toString());
        if (written.approvedBy() != null) {
            fields.put("approvedBy", written.approvedBy());
        }
        fields.put("isClosed", Boolean.toString(written.isClosed()));
        fields.put("sought", Base64.getEncoder().encodeToString(written.sought()));
        OwnerOnlyFiles.createFolder(folder);
        OwnerOnlyFiles.replace(
                folder.resolve(written.id() + SUFFIX),
                new PayloadCipher(keyOfCase.apply(written.id())).encrypt(written.id(), JSON.writeValueAsBytes(fields)));
    }

    /** A case cannot be approved as it is; the message is for its user. */
    public static final class CaseRefused extends Exception {
        private static final long serialVersionUID = 1L;

        public CaseRefused(String message) {
            super(message);
        }
    }
}
