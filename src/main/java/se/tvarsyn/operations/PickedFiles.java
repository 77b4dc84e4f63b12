package se.tvarsyn.operations;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.source.PickedFile;
import se.tvarsyn.source.SourceDocument;

/**
 * Ties a delivery that is open to the files that it was picked up from, so that they are put away when it is loaded, and
 * not before.
 */
final class PickedFiles {
    private final Map<OpenDelivery, List<PickedFile>> waiting = new IdentityHashMap<>();

    /** The delivery was opened: its files wait for what becomes of it. */
    synchronized OpenDelivery opened(OpenDelivery opened, List<SourceDocument> documents) {
        List<PickedFile> files = documents.stream()
                .filter(PickedFile.class::isInstance)
                .map(PickedFile.class::cast)
                .toList();
        if (!files.isEmpty()) {
            waiting.put(opened, files);
        }
        return opened;
    }

    /** What became of the delivery stands in the ledger: only now its files may be touched. */
    synchronized void closed(OpenDelivery delivery, DeliveryStatus status) {
        List<PickedFile> files = waiting.remove(delivery);
        for (PickedFile file : files == null ? List.<PickedFile>of() : files) {
            if (status == DeliveryStatus.LOADED) {
                file.taken();
            } else {
                file.left();
            }
        }
    }
}
