package se.tvarsyn.publication;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** Hand-made rows in core and ops of a real engine. Persons are numbers; their tokens are of version 8. */
final class CoreRows implements AutoCloseable {
    static final Path WAREHOUSE = Path.of("warehouse");
    static final String UNIT = "12345678";
    static final String REST = "school-ss12000";
    static final String CSV = "school-lesson-csv";

    /** Delivery 1 is loaded; the tests add others. */
    static final int LOADED = 1;

    private final Warehouse warehouse;
    private final List<String> lessons = new ArrayList<>();
    private int keys;

    private CoreRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    static CoreRows open(Path home) {
        MigratedStorage.into(home.resolve("warehouse/data"));
        Warehouse warehouse =
                Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), WAREHOUSE.resolve("engine"))
                        .withLimits(2, 4L << 30, 4));
        Migrations.apply(warehouse, WAREHOUSE.resolve("migrations"));
        return new CoreRows(warehouse);
    }

    Warehouse warehouse() {
        return warehouse;
    }

    void clear() {
        lessons.clear();
        for (String table : List.of(
                "core.attendance", "core.pupil_term", "core.social_event", "core.leisure_visit", "ops.delivery")) {
            execute("TRUNCATE TABLE " + table + " SYNC");
        }
        for (String table : texts("SELECT name FROM system.tables WHERE database = 'mart'")) {
            execute("DROP TABLE IF EXISTS mart.`" + table + "` SYNC");
        }
        delivery(LOADED, "loaded");
    }

    static String token(int number) {
        return String.format(Locale.ROOT, "00000000-0000-8000-8000-%012d", number);
    }

    void delivery(int number, String status) {
        execute("INSERT INTO ops.delivery (delivery_id, feed, status, read_count, accepted_count, rejected_count,"
                + " protected_count, skipped_count, written_at) VALUES ('" + token(number) + "', '" + REST + "', '"
                + status + "', 10, 4, 3, 2, 1, now64(6))");
    }

    /** One lesson; the defaults are a girl of grade 7 in March 2026, all present. */
    final class Lesson {
        private final int person;
        private boolean isLinkable = true;
        private String unit = UNIT;
        private String grade = "7";
        private String sex = "F";
        private String day = "2026-03-02";
        private int offered = 100;
        private int valid;
        private int invalid;
        private int unspecified;
        private boolean isReported = true;
        private String feed = REST;
        private int delivery = LOADED;
        private int key = ++keys;
        private long version = 1;
        private boolean isDeleted;

        private Lesson(int person) {
            this.person = person;
        }

        Lesson unlinkable() {
            isLinkable = false;
            return this;
        }

        Lesson unit(String value) {
            unit = value;
            return this;
        }

        Lesson grade(String value) {
            grade = value;
            return this;
        }

        Lesson sex(String value) {
            sex = value;
            return this;
        }

        Lesson day(String value) {
            day = value;
            return this;
        }

        Lesson offered(int value) {
            offered = value;
            return this;
        }

        Lesson absent(int value) {
            unspecified = value;
            return this;
        }

        Lesson absent(int validMinutes, int invalidMinutes, int unspecifiedMinutes) {
            valid = validMinutes;
            invalid = invalidMinutes;
            unspecified = unspecifiedMinutes;
            return this;
        }

        Lesson unreported() {
            isReported = false;
            return this;
        }

        Lesson feed(String value) {
            feed = value;
            return this;
        }

        Lesson delivery(int value) {
            delivery = value;
            return this;
        }

        Lesson key(int value) {
            key = value;
            return this;
        }

        Lesson version(long value) {
            version = value;
            return this;
        }

        Lesson deleted() {
            isDeleted = true;
            return this;
        }

        void add() {
            int present = isReported ? Math.max(0, offered - valid - invalid - unspecified) : 0;
            lessons.add("('" + token(person) + "', " + isLinkable + ", 1, '" + unit + "', " + grade + ", '" + sex
                    + "', '" + day + "', " + offered + ", " + present + ", " + valid + ", " + invalid + ", "
                    + unspecified + ", 0, NULL, " + isReported + ", '" + feed + "', '" + token(delivery) + "', '"
                    + token(1_000_000 + key) + "', " + version + ", " + (isDeleted ? 1 : 0) + ")");
        }
    }

    Lesson lesson(int person) {
        return new Lesson(person);
    }

    void term(int person, String grade, String sex, String from, String to) {
        term(person, grade, sex, from, to, LOADED);
    }

    void term(int person, String grade, String sex, String from, String to, int delivery) {
        execute("INSERT INTO core.pupil_term (* EXCEPT (source_person_key)) VALUES ('" + token(person) + "', true, 1, '"
                + UNIT + "', 'GR', " + grade
                + ", '" + sex + "', NULL, " + from + ", " + to + ", '" + REST + "', '" + token(delivery) + "', '"
                + token(2_000_000 + ++keys) + "', 1, 0)");
    }

    void social(int person, boolean isLinkable, String kind, String from, String to) {
        execute("INSERT INTO core.social_event VALUES ('" + token(person) + "', " + isLinkable + ", 1, '" + kind
                + "', '', '" + from + "', " + to + ", NULL, 'social', '" + token(LOADED) + "', '"
                + token(3_000_000 + ++keys) + "', 1, 0)");
    }

    void visit(int person, boolean isLinkable, String day) {
        execute("INSERT INTO core.leisure_visit VALUES ('" + token(person) + "', " + isLinkable
                + ", 1, '1', 'Fotboll', '0180', '" + day + "', 60, '" + token(4_000_000) + "', NULL, 'leisure-dak', '"
                + token(LOADED) + "', '" + token(4_000_000 + ++keys) + "', 1, 0)");
    }

    void send() {
        if (!lessons.isEmpty()) {
            execute("INSERT INTO core.attendance (* EXCEPT (has_schedule, lesson_key)) VALUES "
                    + String.join(", ", lessons));
            lessons.clear();
        }
    }

    void execute(String sql) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows, their columns with | between. */
    List<String> texts(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
