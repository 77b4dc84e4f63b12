package se.tvarsyn.web.followup;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import se.tvarsyn.exports.CsvRelease;
import se.tvarsyn.exports.CubeText;
import se.tvarsyn.exports.ExportedFigure;
import se.tvarsyn.exports.MetricText;
import se.tvarsyn.exports.ReleaseFormat;
import se.tvarsyn.exports.ReleaseSheet;
import se.tvarsyn.exports.SourceLine;
import se.tvarsyn.exports.State;
import se.tvarsyn.exports.XlsxRelease;
import se.tvarsyn.web.CodeName;
import se.tvarsyn.web.CubeEntry;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.ReleaseView;
import se.tvarsyn.web.ViewAudit;
import se.tvarsyn.web.Viewer;

/** The figures of a block as a file, written as releases are exported: the same figures as on the page, and no others. */
@Controller
class Downloads {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final OpenedRelease.Opening releases;
    private final ViewAudit audit;

    Downloads(OpenedRelease.Opening releases, ViewAudit audit) {
        this.releases = releases;
        this.audit = audit;
    }

    @GetMapping("/uppfoljning/fil/{block}.{format:csv|xlsx}")
    ResponseEntity<byte[]> file(
            @PathVariable("block") String id,
            @PathVariable("format") String format,
            @ModelAttribute("viewer") Viewer viewer,
            @RequestParam Map<String, String> asked,
            Locale locale,
            HttpServletRequest request)
            throws IOException {
        Block block = Chapter.block(id).orElseThrow(NoSuchPage::new);
        OpenedRelease opened = releases.open(viewer, asked, locale);
        FigureTable table = new Drawing(opened).draw(block).table();
        if (table == null || table.figures().isEmpty()) {
            throw new NoSuchPage();
        }
        String release = opened.view().head().name();
        audit.note(request.getSession(), viewer, release, "followup/file/" + block.id());
        byte[] bytes = format.equals("csv")
                ? bytes(opened.view(), table, new CsvRelease(), ".csv")
                : bytes(opened.view(), table, new XlsxRelease(), ".xlsx");
        String name = "tvarsyn-" + release.replace('/', '-') + "-" + block.id() + "." + format;
        return ResponseEntity.ok()
                .contentType(format.equals("csv") ? CSV : XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }

    private static byte[] bytes(ReleaseView view, FigureTable table, ReleaseFormat format, String ending)
            throws IOException {
        Path folder = Files.createTempDirectory("tvarsyn-pages");
        try {
            // Of two files the first is the table; the other explains its columns, as the page does.
            Path file = format.write(sheet(view, table), figures(table), folder, "figures").stream()
                    .filter(f -> f.getFileName().toString().equals("figures" + ending))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllBytes(file);
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static se.tvarsyn.exports.Figures figures(FigureTable table) {
        List<Figure> together = table.figures().stream()
                .sorted(Comparator.comparing(Figure::cube).thenComparing(Figure::metric))
                .distinct()
                .toList();
        return each -> together.forEach(figure -> each.accept(exported(figure)));
    }

    private static ExportedFigure exported(Figure figure) {
        State state = figure.shown().equals(Figure.HIDDEN)
                ? State.HIDDEN
                : figure.shown().equals(Figure.MISSING) ? State.MISSING : State.VALUE;
        return new ExportedFigure(
                figure.cube(),
                figure.metric(),
                figure.place(),
                figure.across(),
                state,
                state == State.VALUE ? new BigDecimal(figure.shown()) : null,
                figure.numerator(),
                figure.denominator(),
                figure.spread());
    }

    /** Names the metrics and tables of these figures only. */
    private static ReleaseSheet sheet(ReleaseView view, FigureTable table) {
        Map<String, MetricText> metrics = new LinkedHashMap<>();
        Map<String, CubeText> cubes = new LinkedHashMap<>();
        Set<String> levels = new LinkedHashSet<>();
        for (Figure figure : table.figures()) {
            view.metric(figure.metric())
                    .ifPresent(m -> metrics.put(
                            m.id(),
                            new MetricText(
                                    m.id(),
                                    m.nameSv(),
                                    m.nameEn(),
                                    m.definitionSv(),
                                    m.definitionEn(),
                                    m.unit(),
                                    m.kind(),
                                    m.source(),
                                    m.exclusionsSv())));
            CubeEntry cube = view.cube(figure.cube());
            if (cube != null) {
                cubes.put(cube.id(), new CubeText(cube.id(), cube.nameSv(), cube.nameEn(), cube.axes()));
            }
            levels.addAll(figure.place().keySet());
            levels.add(figure.metric());
        }
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        for (String level : levels) {
            Map<String, String> names = new LinkedHashMap<>();
            List<String> codes = new ArrayList<>();
            table.figures().forEach(f -> {
                String code = f.metric().equals(level) ? f.across() : f.code(level);
                if (code != null) {
                    codes.add(code);
                }
            });
            for (String code : codes) {
                CodeName name = view.label(level, code);
                if (name != null) {
                    names.put(code, name.sv());
                }
            }
            labels.put(level, names);
        }
        return new ReleaseSheet(
                view.head().name(),
                view.head().kind(),
                view.head().name(),
                view.head().at(),
                "",
                view.head().method(),
                view.head().caveats(),
                metrics,
                cubes,
                labels,
                view.sources().stream()
                        .map(s -> new SourceLine(
                                s.name(), s.deliveredOn(), s.standing(), s.rejectedPercent(), s.unlinkedPercent()))
                        .toList());
    }
}
