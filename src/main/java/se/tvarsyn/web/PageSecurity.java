package se.tvarsyn.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who gets in. Everything is closed but the log-in and the files that pages are drawn with; a section is open to its roles;
 * what is in no section is open to nobody.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class PageSecurity {
    /** Of a page's own making is only its text: scripts and styles come from this server's files. */
    static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    static final String LOGIN = "/login";
    private static final String[] OPEN = {LOGIN, "/assets/**", "/om", "/error"};

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http,
            List<Section> sections,
            ThrottledLogin login,
            Viewers viewers,
            ObjectProvider<OidcLogin> oidc)
            throws Exception {
        // A parent would ask the same password again, and count a failure twice.
        http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
        HttpSessionRequestCache wanted = new HttpSessionRequestCache();
        wanted.setMatchingRequestParameterName(null);
        http.authorizeHttpRequests(paths -> {
                    paths.requestMatchers(OPEN).permitAll();
                    for (Section section : sections) {
                        String[] under = {section.path(), section.path() + "/**"};
                        paths.requestMatchers(HttpMethod.GET, under).hasAnyRole(names(section.roles()));
                        paths.requestMatchers(under).hasAnyRole(names(section.actors()));
                    }
                    paths.requestMatchers("/").authenticated();
                    paths.anyRequest().denyAll();
                })
                .authenticationProvider(login)
                .formLogin(form -> form.loginPage(LOGIN).defaultSuccessUrl("/").permitAll())
                .logout(logout -> logout.logoutSuccessUrl(LOGIN).deleteCookies(PageServer.SESSION_COOKIE))
                .requestCache(cache -> cache.requestCache(wanted))
                .addFilterAfter(new EndsOldSessions(viewers), SecurityContextHolderFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), microphone=(), geolocation=()"))
                        .crossOriginOpenerPolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter
                                        .CrossOriginOpenerPolicy.SAME_ORIGIN)));
        OidcLogin other = oidc.getIfAvailable();
        if (other != null) {
            http.oauth2Login(oauth -> oauth.loginPage(LOGIN)
                    .clientRegistrationRepository(other)
                    .userInfoEndpoint(user -> user.userAuthoritiesMapper(other::authorities)));
        }
        return http.build();
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }

    /** A user who was removed, or has other roles or another password since, is out. */
    private static final class EndsOldSessions extends OncePerRequestFilter {
        private final Viewers viewers;

        EndsOldSessions(Viewers viewers) {
            this.viewers = viewers;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (!viewers.isCurrent(SecurityContextHolder.getContext().getAuthentication())) {
                HttpSession session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
                SecurityContextHolder.clearContext();
            }
            chain.doFilter(request, response);
        }
    }
}
