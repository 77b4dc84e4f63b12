package se.tvarsyn.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a document before its meetings can be read: who the participants are (the register comes after
 * the meetings), which codes name one day only, what a card's activity is. In an enciphered file, so that memory does not
 * grow with the municipality; the key exists in this object only, and the file goes with it.
 */
final class DakRegister implements AutoCloseable {
    private static final String SEVERAL = "\u0000several";
    private static final int CACHE_MIB = 16;
    private static final int UNWRITTEN_KIB = 4_096;

    private final Path file;
    private final MVStore store;

    DakRegister(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        file = Files.createTempFile(scratch, "dak-", ".store");
        char[] key = new char[32];
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < key.length; i++) {
            key[i] = (char) random.nextInt(0xD800);
        }
        // The store wipes the key array once it has used it.
        store = new MVStore.Builder()
                .fileName(file.toString())
                .encryptionKey(key)
                .cacheSize(CACHE_MIB)
                .autoCommitBufferSize(UNWRITTEN_KIB)
                .open();
    }

    /** @param ordinal of the document in the delivery: registers of two documents are not mixed */
    OfDocument document(int ordinal) {
        return new OfDocument(
                store.openMap("persons-" + ordinal),
                store.openMap("codes-" + ordinal),
                store.openMap("cards-" + ordinal));
    }

    @Override
    public void close() {
        store.closeImmediately();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("an enciphered temporary file could not be removed", e);
        }
    }

    static final class OfDocument {
        private final MVMap<String, String> persons;
        private final MVMap<String, String> codes;
        private final MVMap<Long, String> cards;
        private long personCount;

        private OfDocument(MVMap<String, String> persons, MVMap<String, String> codes, MVMap<Long, String> cards) {
            this.persons = persons;
            this.codes = codes;
            this.cards = cards;
        }

        /** One id with two numbers is nobody: which one was meant cannot be told. */
        void addPerson(String id, String personnummer) {
            String known = persons.putIfAbsent(id, personnummer);
            if (known != null && !known.equals(personnummer)) {
                persons.put(id, SEVERAL);
            }
        }

        void countPerson() {
            personCount++;
        }

        long personCount() {
            return personCount;
        }

        boolean isListed(@Nullable String id) {
            return id != null && persons.containsKey(id);
        }

        boolean isAmbiguous(String id) {
            return SEVERAL.equals(persons.get(id));
        }

        /** @return null where the register has the person without a number */
        @Nullable
        String personnummer(String id) {
            String number = persons.get(id);
            return number == null || number.isEmpty() ? null : number;
        }

        void addCode(@Nullable String code, @Nullable String day) {
            if (code != null && day != null) {
                String known = codes.putIfAbsent(code, day);
                if (known != null && !known.equals(day)) {
                    codes.put(code, SEVERAL);
                }
            }
        }

        boolean isOneDay(@Nullable String code) {
            String day = code == null ? null : codes.get(code);
            return day != null && !day.equals(SEVERAL);
        }

        void setActivity(long card, String activity) {
            cards.put(card, activity);
        }

        @Nullable
        String activity(long card) {
            return cards.get(card);
        }
    }
}
