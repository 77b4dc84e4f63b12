package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who reads in English meets no Swedish of ours: what is Swedish is a name, or is marked so that it is read aloud as Swedish. */
class EnglishPagesTests {
    private static final String PAGE = "/uppfoljning/nyckeltal?release=";

    private final ServedPages pages = ServedPages.shared();

    @Test
    void aReleaseSaysInTheReadersLanguageHowItIsProtectedAndWhatIsNotCounted() {
        Visitor lead = pages.as("lead");
        assertThat(lead.get(PAGE + "2026-VT&sex=F&lang=en").body())
                .contains(
                        "<p lang=\"en\">The cell-key method</p>",
                        "<li lang=\"en\">Parts need not add up to totals.</li>",
                        "<p lang=\"en\">Lessons nobody reported do not count",
                        "Girls of the release",
                        "<span>Source of the definition:</span> <span lang=\"sv\">skollagen")
                .doesNotContain("Cellnyckelmetoden", "Delar behöver", "Lektioner som", "Flickor");
        assertThat(lead.get(PAGE + "2026-VT&sex=F&lang=sv").body())
                .contains(
                        "<p lang=\"sv\">Cellnyckelmetoden</p>",
                        "<li lang=\"sv\">Delar behöver inte summera till totaler.</li>",
                        "<p lang=\"sv\">Lektioner som ingen rapporterat räknas inte",
                        "Kön: Flickor")
                .doesNotContain("The cell-key method", "Parts need not", "Lessons nobody", "Girls");
    }

    @Test
    void aReleaseThatHasSwedishOnlySaysItInSwedishAndIsMarkedSo() {
        assertThat(pages.as("lead").get(PAGE + "2025-VT&sex=F&lang=en").body())
                .contains(
                        "<p lang=\"sv\">Cellnyckelmetoden</p>",
                        "<li lang=\"sv\">Delar behöver inte summera till totaler.</li>",
                        "<p lang=\"sv\">Lektioner som ingen rapporterat räknas inte",
                        "Sex: Girls")
                .doesNotContain("The cell-key method", "Parts need not", "Lessons nobody", "Flickor");
    }
}
