package se.tvarsyn.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;

/** Writes the documents of a home. The same configuration and day give the same bytes. */
public final class Documents {
    private Documents() {}

    /**
     * Of each metric that a cube of the home has, the tables whose rows or columns it counts: not those that it is only cut
     * by, or that its rows are only joined with.
     */
    public static Map<String, Set<FactTable>> counted(Configuration configuration, Catalogue catalogue, Cubes cubes)
            throws IOException {
        return new Lineage(Configured.of(configuration, catalogue, cubes, "", LocalDate.EPOCH)).counted();
    }

    /**
     * Writes every document, over those of an earlier day.
     *
     * @param catalogue of the home, read without a problem
     * @param cubes of the home, likewise
     * @param version of the program
     * @param day that legal bases are judged on, and that the documents carry
     * @return the files, in the order to read them
     */
    public static List<Path> write(
            Configuration configuration, Catalogue catalogue, Cubes cubes, String version, LocalDate day, Path folder)
            throws IOException {
        Configured configured = Configured.of(configuration, catalogue, cubes, version, day);
        Lineage lineage = new Lineage(configured);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("dataskydd.html", HtmlText.of(DataProtectionPage.page(configured)));
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("register-of-processing", RegisterPage.page(configured));
        pages.put("dpia-facts", DpiaPage.page(configured, lineage));
        pages.put("lineage", LineagePage.page(configured, lineage));
        pages.put("data-dictionary", DictionaryPage.page(configured, lineage));
        pages.put("metric-catalogue", MetricPage.page(configured));
        pages.forEach((name, page) -> {
            texts.put(name + ".html", HtmlText.of(page));
            texts.put(name + ".md", MarkdownText.of(page));
        });
        texts.put("lineage.csv", LineagePage.csv(lineage));
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            files.add(Files.writeString(folder.resolve(text.getKey()), text.getValue(), StandardCharsets.UTF_8));
        }
        return files;
    }
}
