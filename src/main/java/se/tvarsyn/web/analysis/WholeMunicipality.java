package se.tvarsyn.web.analysis;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.ViewLimit;
import se.tvarsyn.web.Viewer;

/**
 * Closes the section to whoever is limited to a part of the municipality, whatever other roles their entry has: a query
 * would reach every part.
 */
@ControllerAdvice(basePackageClasses = WholeMunicipality.class)
class WholeMunicipality {
    @ModelAttribute
    void check(@ModelAttribute("viewer") @Nullable Viewer viewer) {
        if (viewer == null || !viewer.limit().equals(ViewLimit.NONE)) {
            throw new NoSuchPage();
        }
    }
}
