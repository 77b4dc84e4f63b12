package se.tvarsyn.web.followup;

import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.Section;

/** What Uppföljning adds to the pages. */
@Configuration(proxyBeanMethods = false)
@Import({FollowUpPages.class, Downloads.class, OpenedRelease.Opening.class})
public class FollowUpWiring {
    /** Operators see that feeds work, and no figure. */
    public static final Section SECTION = new Section(
            "/uppfoljning", "section.followup", Set.of(Role.LEAD, Role.ANALYST, Role.PRIVACY_OFFICER, Role.ADMIN));
}
