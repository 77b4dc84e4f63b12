package se.tvarsyn.publication;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.exports.CubeText;
import se.tvarsyn.exports.ExportedFigure;
import se.tvarsyn.exports.Figures;
import se.tvarsyn.exports.MetricText;
import se.tvarsyn.exports.ReleaseFormat;
import se.tvarsyn.exports.ReleaseSheet;
import se.tvarsyn.exports.SourceLine;
import se.tvarsyn.exports.State;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** Writes a release as files, from what its readers see and from nothing else. */
public final class ReleaseExport {
    private final Warehouse warehouse;
    private final Statements statements;

    /** @param warehouse that {@code mart} is in */
    public ReleaseExport(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.statements = new Statements(
                warehouse,
                code -> new ReleaseRefused("the tables of releases cannot be read"
                        + (code == 0 ? "" : " (ClickHouse error " + code + ")") + "; see that their warehouse runs"));
    }

    /**
     * @param by who released it
     * @param folder where; it is there
     * @return the files
     * @throws ReleaseRefused where readers see no such release
     */
    public List<Path> write(ReleasePeriod period, String by, ReleaseFormat format, Path folder) throws IOException {
        return format.write(sheet(period, by), figures(period), folder, name(period));
    }

    /** As Parquet: the table that readers see. */
    public List<Path> writeParquet(ReleasePeriod period, Path folder) throws IOException {
        refuseMissing(period);
        Path file = folder.resolve(name(period) + ".parquet");
        Path part = Files.createTempFile(folder, ".release", ".part");
        try (QueryResponse response = warehouse
                        .client()
                        .query(Mart.readColumns(period.name()), new QuerySettings().setFormat(ClickHouseFormat.Parquet))
                        .get();
                InputStream bytes = response.getInputStream()) {
            Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReleaseRefused("interrupted while a release was written");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ReleaseRefused("the release cannot be written as Parquet; see that its warehouse runs");
        } finally {
            Files.deleteIfExists(part);
        }
        return List.of(file);
    }

    /** A läsår has a slash, which no file's name can have. */
    private static String name(ReleasePeriod period) {
        return "tvarsyn-" + period.name().replace('/', '-');
    }

    private void refuseMissing(ReleasePeriod period) {
        if (!new Mart(warehouse).holds(period)) {
            throw new ReleaseRefused(
                    "there is no release of " + period + " to write; 'release list' shows what there is");
        }
    }

    private ReleaseSheet sheet(ReleasePeriod period, String by) {
        refuseMissing(period);
        String of = " WHERE release_name = '" + period.name() + "' ORDER BY ";
        List<String> release = statements
                .rows("SELECT toUnixTimestamp64Milli(released_at), method, caveats FROM mart.release" + of + "period")
                .get(0);
        Map<String, MetricText> metrics = new LinkedHashMap<>();
        statements
                .rows("SELECT metric, name_sv, name_en, definition_sv, definition_en, unit, kind, source, exclusions_sv"
                        + " FROM mart.metric" + of + "chapter, metric")
                .forEach(m -> metrics.put(
                        m.get(0),
                        new MetricText(
                                m.get(0), m.get(1), m.get(2), m.get(3), m.get(4), m.get(5), m.get(6), m.get(7),
                                m.get(8))));
        Map<String, CubeText> cubes = new LinkedHashMap<>();
        statements
                .rows("SELECT cube, name_sv, name_en, axes FROM mart.cube" + of + "cube")
                .forEach(c -> cubes.put(c.get(0), new CubeText(c.get(0), c.get(1), c.get(2), axes(c.get(3)))));
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        statements
                .rows("SELECT dimension, code, name FROM mart.label" + of
                        + "dimension, toUInt64OrNull(code) NULLS LAST, code")
                .forEach(l -> labels.computeIfAbsent(l.get(0), d -> new LinkedHashMap<>())
                        .put(l.get(1), l.get(2)));
        return new ReleaseSheet(
                period.name(),
                period.kind(),
                period.name(),
                Instant.ofEpochMilli(Long.parseLong(release.get(0))),
                by,
                release.get(1),
                release.get(2).lines().toList(),
                metrics,
                cubes,
                labels,
                sources(of));
    }

    /** None in a warehouse where nothing was released since releases tell of their sources. */
    private List<SourceLine> sources(String of) {
        if (!new Mart(warehouse).tells(Mart.SOURCES)) {
            return List.of();
        }
        return statements
                .rows(
                        "SELECT name, ifNull(toString(delivered_on), ''), standing, rejected_percent, unlinked_percent FROM"
                                + " mart." + Mart.SOURCES + of + "name, feed")
                .stream()
                .map(s -> new SourceLine(
                        s.get(0), s.get(1).isEmpty() ? null : LocalDate.parse(s.get(1)), s.get(2), s.get(3), s.get(4)))
                .toList();
    }

    private static List<List<String>> axes(String text) {
        return Arrays.stream(text.split(";"))
                .filter(axis -> !axis.isEmpty())
                .map(axis -> List.of(axis.split(",")))
                .toList();
    }

    private Figures figures(ReleasePeriod period) {
        String levels = String.join(", ", Cubes.LEVELS);
        String sql = "SELECT cube, metric, across, shown, numerator, denominator, spread, " + levels
                + " FROM mart.figure WHERE release_name = '" + period.name()
                + "' ORDER BY cube, metric, dimension, value, across";
        return each -> statements.each(sql, row -> each.accept(figure(row)));
    }

    private static ExportedFigure figure(ResultSet row) throws SQLException {
        Map<String, String> place = new LinkedHashMap<>();
        for (int i = 0; i < Cubes.LEVELS.size(); i++) {
            String code = row.getString(8 + i);
            if (code != null) {
                place.put(Cubes.LEVELS.get(i), code);
            }
        }
        String shown = row.getString(4);
        State state = shown.equals(ReleasedFigure.HIDDEN)
                ? State.HIDDEN
                : shown.equals(ReleasedFigure.MISSING) ? State.MISSING : State.VALUE;
        return new ExportedFigure(
                row.getString(1),
                row.getString(2),
                place,
                row.getString(3),
                state,
                state == State.VALUE ? new BigDecimal(shown) : null,
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }
}
