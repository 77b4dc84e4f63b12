package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entities that preschool, fritidshem and grades need beside those of {@link Ss12000Entities}, each with only the
 * fields that something is made from. Fields by SS 12000:2020 (YAML 2.0.0 and 2.1.0), read November 2026.
 */
final class Ss12000CareEntities {
    private Ss12000CareEntities() {}

    /** What a grade is in. A course's grade names the course, as a pupil has several of one subject. */
    record Syllabus(
            @Nullable String schoolType,
            @Nullable String subject,
            @Nullable String courseCode,
            long modified) {
        static final ReferenceStore.Packing<Syllabus> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Syllabus entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.schoolType);
                to.text(entity.subject);
                to.text(entity.courseCode);
                to.number(entity.modified);
            }

            @Override
            public Syllabus unpack(ReferenceStore.Unpacker from) throws IOException {
                return new Syllabus(from.text(), from.text(), from.text(), from.number());
            }

            @Override
            public long modified(Syllabus entity) {
                return entity.modified;
            }
        };

        static Syllabus read(JsonNode element) throws UnusableElement {
            String designation = JsonFields.text(element, "subjectDesignation", "subjectDesignation");
            String code = JsonFields.text(element, "subjectCode", "subjectCode");
            return new Syllabus(
                    JsonFields.text(element, "schoolType", "schoolType"),
                    designation != null ? designation : code,
                    JsonFields.text(element, "courseCode", "courseCode"),
                    Ss12000Entities.modifiedAt(element));
        }
    }

    /** A group, as far as it tells where something happened. */
    record Group(@Nullable String organisationId, long modified) {
        /** A preschool's own group of children; every other type says nothing about where a child is. */
        private static final String DEPARTMENT = "Avdelning";

        static final ReferenceStore.Packing<Group> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Group entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.organisationId);
                to.number(entity.modified);
            }

            @Override
            public Group unpack(ReferenceStore.Unpacker from) throws IOException {
                return new Group(from.text(), from.number());
            }

            @Override
            public long modified(Group entity) {
                return entity.modified;
            }
        };

        static Group read(JsonNode element) throws UnusableElement {
            return new Group(JsonFields.reference(element, "organisation"), Ss12000Entities.modifiedAt(element));
        }

        static boolean isDepartment(JsonNode element) throws UnusableElement {
            return DEPARTMENT.equals(JsonFields.text(element, "groupType", "groupType"));
        }
    }

    /**
     * Where a child has a place, or belongs to a department. Days are local; the last day belongs to it.
     *
     * @param id of the placement or the group
     * @param schoolType FS, FTH or OPPFTH; null for a department
     */
    record Stay(
            String id,
            @Nullable String organisationId,
            @Nullable String schoolType,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            long modified) {
        boolean isPlacement() {
            return schoolType != null;
        }

        boolean isInForce(LocalDate day) {
            return Ss12000Entities.isWithin(day, firstDay, lastDay);
        }

        static Stay placement(String id, JsonNode element) throws UnusableElement {
            String schoolType = JsonFields.text(element, "schoolType", "schoolType");
            return new Stay(
                    id,
                    JsonFields.reference(element, "placedAt"),
                    schoolType == null ? "" : schoolType,
                    Ss12000Entities.day(element, "startDate", "startDate"),
                    Ss12000Entities.day(element, "endDate", "endDate"),
                    Ss12000Entities.modifiedAt(element));
        }

        static Stay membership(String groupId, Group group, JsonNode membership) throws UnusableElement {
            return new Stay(
                    groupId,
                    group.organisationId(),
                    null,
                    Ss12000Entities.day(membership, "startDate", "groupMemberships.startDate"),
                    Ss12000Entities.day(membership, "endDate", "groupMemberships.endDate"),
                    group.modified());
        }
    }

    /** All stays of one child. */
    record Stays(List<Stay> all) {
        static final Stays NONE = new Stays(List.of());

        static final ReferenceStore.Packing<Stays> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Stays entity, ReferenceStore.Packer to) throws IOException {
                to.number(entity.all.size());
                for (Stay one : entity.all) {
                    to.text(one.id);
                    to.text(one.organisationId);
                    to.text(one.schoolType);
                    to.number(Ss12000Entities.epochDay(one.firstDay));
                    to.number(Ss12000Entities.epochDay(one.lastDay));
                    to.number(one.modified);
                }
            }

            @Override
            public Stays unpack(ReferenceStore.Unpacker from) throws IOException {
                List<Stay> all = new ArrayList<>();
                long count = from.number();
                for (long i = 0; i < count; i++) {
                    String id = from.text();
                    all.add(new Stay(
                            id == null ? "" : id,
                            from.text(),
                            from.text(),
                            Ss12000Entities.day(from.number()),
                            Ss12000Entities.day(from.number()),
                            from.number()));
                }
                return new Stays(all);
            }

            @Override
            public long modified(Stays entity) {
                // Which stay is newest is decided stay by stay.
                return Ss12000Entities.NO_TIME;
            }
        };

        Stays {
            all = List.copyOf(all);
        }

        /** With one more; the newer of two with the same id and first day. */
        Stays with(Stay added) {
            List<Stay> more = new ArrayList<>();
            for (Stay one : all) {
                boolean isSame = one.id.equals(added.id)
                        && (one.isPlacement() || java.util.Objects.equals(one.firstDay, added.firstDay));
                if (isSame && one.modified > added.modified) {
                    return this;
                }
                if (!isSame) {
                    more.add(one);
                }
            }
            more.add(added);
            return new Stays(more);
        }

        /** The stay in force that day: a placement before a department, and among several the one that began last. */
        @Nullable
        Stay on(LocalDate day) {
            Stay best = null;
            for (Stay one : all) {
                if (one.isInForce(day)
                        && (best == null
                                || (one.isPlacement() == best.isPlacement()
                                        ? Ss12000Entities.epochDay(one.firstDay)
                                                >= Ss12000Entities.epochDay(best.firstDay)
                                        : one.isPlacement()))) {
                    best = one;
                }
            }
            return best;
        }
    }

    /**
     * One check-in or check-out.
     *
     * @param line position in its page
     * @param time epoch milliseconds
     */
    record CareEvent(
            String key,
            String childId,
            @Nullable String securityMarking,
            @Nullable String groupId,
            boolean isIn,
            long time,
            long line,
            long modified) {
        static final ReferenceStore.Packing<CareEvent> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(CareEvent entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.key);
                to.text(entity.childId);
                to.text(entity.securityMarking);
                to.text(entity.groupId);
                to.flag(entity.isIn);
                to.number(entity.time);
                to.number(entity.line);
                to.number(entity.modified);
            }

            @Override
            public CareEvent unpack(ReferenceStore.Unpacker from) throws IOException {
                return new CareEvent(
                        present(from.text()),
                        present(from.text()),
                        from.text(),
                        from.text(),
                        from.flag(),
                        from.number(),
                        from.number(),
                        from.number());
            }

            private String present(@Nullable String text) {
                return text == null ? "" : text;
            }

            @Override
            public long modified(CareEvent entity) {
                return entity.modified;
            }
        };

        LocalDate day() {
            return java.time.Instant.ofEpochMilli(time).atZone(SourceTime.ZONE).toLocalDate();
        }

        /** Never the values: a child's id is a person's. */
        @Override
        public String toString() {
            return "CareEvent";
        }
    }
}
