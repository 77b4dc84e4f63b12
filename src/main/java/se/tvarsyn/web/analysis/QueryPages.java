package se.tvarsyn.web.analysis;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.tvarsyn.exports.TableFile;
import se.tvarsyn.web.AnalystQueries;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.NumberText;
import se.tvarsyn.web.QueryOutcome;
import se.tvarsyn.web.ReleaseHead;
import se.tvarsyn.web.ReleasedFigures;
import se.tvarsyn.web.Viewer;

/**
 * The box for queries. A query is sent as a form and answered by the way to its answer, so that no address, no history and no
 * proxy's log holds its text, and that language, colours, chart and files are of the same answer.
 */
@Controller
@RequestMapping("/analys/query")
class QueryPages {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final String PAGE = "analysis/query";

    private final AnalystQueries queries;
    private final ReleasedFigures figures;
    private final Examples examples;
    private final KeptAnswers answers;
    private final MessageSource messages;

    QueryPages(
            AnalystQueries queries,
            ReleasedFigures figures,
            Examples examples,
            KeptAnswers answers,
            MessageSource messages) {
        this.queries = queries;
        this.figures = figures;
        this.examples = examples;
        this.answers = answers;
        this.messages = messages;
    }

    @GetMapping
    String box(
            @RequestParam(required = false) @Nullable String example,
            @RequestParam(required = false) @Nullable String result,
            @RequestParam(required = false) @Nullable String labels,
            @RequestParam(required = false) @Nullable List<String> numbers,
            @RequestParam(required = false) @Nullable String kind,
            Locale locale,
            HttpServletRequest request,
            Model model) {
        List<ReleaseHead> releases = figures.releases();
        model.addAttribute("isAny", !releases.isEmpty());
        model.addAttribute("longest", AnalystQueries.LONGEST);
        model.addAttribute(
                "sql",
                example == null
                        ? ""
                        : examples.find(example).orElseThrow(NoSuchPage::new).sql());
        KeptAnswers.Answer answer = result == null
                ? null
                : answers.find(request.getSession().getId(), result, releases).orElse(null);
        if (answer == null) {
            // An address of another session, or one that is long past: the box, and why it is empty.
            model.addAttribute("told", result == null ? null : "query.forgotten");
            return PAGE;
        }
        model.addAttribute("sql", answer.sql());
        QueryOutcome outcome = answer.outcome();
        if (outcome == null) {
            model.addAttribute("told", "query.other-releases");
        } else if (outcome instanceof QueryOutcome.Refusal refusal) {
            model.addAttribute("refusal", refusal);
        } else if (outcome instanceof QueryOutcome.Rows rows) {
            boolean isSwedish = locale.getLanguage().equals("sv");
            AnswerTable table = AnswerTable.of(rows.table(), isSwedish);
            String title = messages.getMessage("query.answer", null, locale);
            model.addAttribute("result", answer.id());
            model.addAttribute("table", table);
            model.addAttribute("told", rows.table().names().isEmpty() ? "query.nothing" : null);
            model.addAttribute("total", NumberText.of(Integer.toString(table.total()), isSwedish, true));
            model.addAttribute("millis", NumberText.of(Long.toString(rows.millis()), isSwedish, true));
            model.addAttribute(
                    "chart",
                    AnswerChart.of(
                            table,
                            title,
                            labels == null ? null : index(labels),
                            kind == null && numbers == null ? null : indexes(numbers),
                            kind));
        }
        return PAGE;
    }

    private static List<Integer> indexes(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts.stream().map(QueryPages::index).toList();
    }

    /** Of no column where it is no number. */
    private static int index(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }

    @PostMapping
    String run(
            @RequestParam(name = "sql", defaultValue = "") String sql,
            @ModelAttribute("viewer") Viewer viewer,
            HttpServletRequest request,
            Model model)
            throws IOException {
        List<ReleaseHead> releases = figures.releases();
        if (releases.isEmpty()) {
            model.addAttribute("word", "figures.none-yet");
            return "told";
        }
        QueryOutcome outcome = queries.run(viewer, sql);
        return "redirect:/analys/query?result="
                + answers.put(request.getSession().getId(), sql, outcome, releases);
    }

    @GetMapping("/result/{id}.{format:csv|xlsx}")
    ResponseEntity<byte[]> file(
            @PathVariable("id") String id, @PathVariable("format") String format, HttpServletRequest request) {
        KeptAnswers.Answer answer = answers.find(request.getSession().getId(), id, figures.releases())
                .orElseThrow(NoSuchPage::new);
        if (!(answer.outcome() instanceof QueryOutcome.Rows rows)) {
            throw new NoSuchPage();
        }
        TableFile file = AnswerTable.file(rows.table());
        boolean isCsv = format.equals("csv");
        return ResponseEntity.ok()
                .contentType(isCsv ? CSV : XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("tvarsyn-fraga." + format)
                                .build()
                                .toString())
                .body(isCsv ? file.csv() : file.xlsx("Tvärsyn"));
    }
}
