package se.tvarsyn.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A format of source documents: knows its fields and how to read them. */
public interface SourceFormat {
    /** The name by which a mapping file calls the format: {@code csv}, {@code ss12000}, {@code lifecare}, {@code dak}. */
    String name();

    /**
     * The record types of this format and their fields, so that a mapping that names a field which the source does not
     * have is found before anything is read.
     *
     * @param settings the mapping file's {@code format} section
     */
    List<SourceLayout> layouts(Map<String, Object> settings);

    /** @return whether a directory is one delivery (pages of one pull) rather than one delivery a file */
    boolean isDirectoryOneDelivery();

    /**
     * The same, where it depends on the mapping's settings.
     *
     * @param settings the mapping file's {@code format} section
     */
    default boolean isDirectoryOneDelivery(Map<String, Object> settings) {
        return isDirectoryOneDelivery();
    }

    /**
     * Begins to read. Problems of single records come in the blocks; a document that cannot be read at all is an {@link
     * UnreadableDelivery}.
     *
     * @param scratch folder for temporary files, which must be enciphered and are gone after close
     */
    SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery;
}
