package se.tvarsyn.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import se.tvarsyn.application.Operator;
import se.tvarsyn.web.analysis.AnalysisWiring;
import se.tvarsyn.web.followup.FollowUpWiring;
import se.tvarsyn.web.operations.OperationsWiring;

/**
 * What the pages need, by name, as in {@code application/Chain}: nothing else that the libraries bring is looked at, and none
 * of this by any command but serve. A further section adds its wiring to the import.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
@Import({
    PageSecurity.class,
    EveryPage.class,
    CommonPages.class,
    FollowUpWiring.class,
    OperationsWiring.class,
    AnalysisWiring.class
})
class PageWiring {
    @Bean
    Language localeResolver() {
        return new Language();
    }

    /** By name: Spring's own looks for a bundle without a language, and there is none that the others would fall back to. */
    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("web/messages");
        words.setDefaultEncoding(StandardCharsets.UTF_8.name());
        words.setFallbackToSystemLocale(false);
        return words;
    }

    @Bean
    WebMvcConfigurer languages(LocaleResolver language) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor((Language) language).excludePathPatterns("/assets/**");
            }
        };
    }

    /** In the order of the navigation. */
    @Bean
    List<Section> sections(ObjectProvider<Operator> operator) {
        List<Section> sections = new ArrayList<>(List.of(FollowUpWiring.SECTION));
        if (operator.getIfAvailable() != null) {
            sections.add(OperationsWiring.SECTION);
        }
        sections.add(AnalysisWiring.SECTION);
        return List.copyOf(sections);
    }
}
