package se.tvarsyn.web.analysis;

import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.Section;

/** What Analys adds to the pages. */
@Configuration(proxyBeanMethods = false)
@Import({
    AnalysisPages.class,
    DictionaryWords.class,
    MetricPages.class,
    QueryPages.class,
    Examples.class,
    KeptAnswers.class,
    WholeMunicipality.class
})
public class AnalysisWiring {
    /** Who may ask of everything that is released. */
    public static final Section SECTION = new Section("/analys", "section.analysis", Set.of(Role.ANALYST, Role.ADMIN));
}
