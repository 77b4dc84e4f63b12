package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.RejectedRecord;

/** All that a reading gave. */
final class Read {
    final List<SourceRecord> records = new ArrayList<>();
    final List<RejectedRecord> rejected = new ArrayList<>();
    final List<Integer> blockSizes = new ArrayList<>();
    final Map<String, Long> referenceCounts = new LinkedHashMap<>();

    private Read() {}

    static Read all(SourceReading reading) {
        Read read = new Read();
        try (reading) {
            while (reading.hasNext()) {
                SourceBlock block = reading.next();
                read.records.addAll(block.records());
                read.rejected.addAll(block.unreadable());
                read.blockSizes.add(block.records().size() + block.unreadable().size());
            }
            read.referenceCounts.putAll(reading.referenceCounts());
        }
        return read;
    }

    List<List<String>> values() {
        return records.stream().map(Read::values).toList();
    }

    static List<String> values(SourceRecord record) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < record.layout().fields().size(); i++) {
            values.add(record.value(i));
        }
        return Collections.unmodifiableList(values);
    }

    /** "line field reason" of each. */
    List<String> rejections() {
        return rejected.stream()
                .map(RejectedRecord::rejection)
                .map(rejection -> rejection.line() + " " + rejection.field() + " " + rejection.reason())
                .toList();
    }

    /** "type field=value …" of the named fields, nulls left out. */
    List<String> shown(String... fields) {
        return records.stream()
                .map(record -> {
                    StringBuilder text = new StringBuilder(record.layout().recordType());
                    for (String field : fields) {
                        int position = record.layout().indexOf(field);
                        if (position >= 0 && record.value(position) != null) {
                            text.append(' ').append(field).append('=').append(record.value(position));
                        }
                    }
                    return text.toString();
                })
                .toList();
    }
}
