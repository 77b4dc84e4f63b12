package se.tvarsyn.web.operations;

import java.util.Set;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.Section;

/** What Drift adds to the pages, where they are served beside the feeds' schedule. */
@Configuration(proxyBeanMethods = false)
@Conditional(OperationsWiring.HasOperator.class)
@Import({FeedPages.class, FeedActs.class, RejectedPages.class, StandingPages.class, AskedActs.class})
public class OperationsWiring {
    /** Name of the bean without which there is no such section. */
    public static final String OPERATOR = "operator";

    private static final Set<Role> ACTORS = Set.of(Role.OPERATOR, Role.ADMIN);

    /** A privacy officer sees what is done, and does none of it. */
    public static final Section SECTION = new Section(
            "/drift", "section.operations", Set.of(Role.OPERATOR, Role.ADMIN, Role.PRIVACY_OFFICER), ACTORS);

    static final class HasOperator implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata of) {
            return context.getRegistry().containsBeanDefinition(OPERATOR);
        }
    }
}
