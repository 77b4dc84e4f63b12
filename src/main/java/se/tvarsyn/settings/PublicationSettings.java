package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse server that releases are shown on ({@code publication} in tvarsyn.yaml; docs/releases.md).
 *
 * @param user who writes releases
 * @param passwordFile its first line is that user's password; null = none
 * @param reader who reads them with an analyst's rights: another user than the one who writes
 * @param readerPasswordFile its first line is the reader's password; null = none
 */
public record PublicationSettings(
        URI url,
        String user,
        @Nullable Path passwordFile,
        String reader,
        @Nullable Path readerPasswordFile) {
    private static final String URL_RULE =
            "publication.url must be http://host:port or https://host:port, without user, password or parameters";

    /** Reads {@code publication} of a file that the schema has been held against; null where it does not say it rightly. */
    static @Nullable PublicationSettings of(YamlDocument yaml, Home home, List<Problem> problems) {
        JsonNode publication = yaml.root().path("publication");
        if (!publication.isObject()) {
            return null;
        }
        String user = publication.path("user").asText();
        String reader = publication.path("reader").asText();
        if (user.equals(reader)) {
            problems.add(new Problem(
                    yaml.file(),
                    yaml.lineOf("/publication/reader"),
                    "publication.reader must be another user than publication.user: who reads must not be able to write;"
                            + " make a user with role tvarsyn_analyst"));
        }
        URI url = TvarsynSettings.url(
                publication.path("url").asText(),
                new Problem(yaml.file(), yaml.lineOf("/publication/url"), URL_RULE),
                problems);
        return url == null
                ? null
                : new PublicationSettings(
                        url,
                        user,
                        file(publication, "password-file", home),
                        reader,
                        file(publication, "reader-password-file", home));
    }

    private static @Nullable Path file(JsonNode publication, String name, Home home) {
        String text = TvarsynSettings.text(publication, name);
        return text == null ? null : home.directory().resolve(text);
    }
}
