package se.tvarsyn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every setting is described where editors show it, and a new one does not slip in unnoticed. */
class SettingsDocumentedTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every setting of tvarsyn.yaml; whoever adds one adds it here, with its default and description in the schema. */
    private static final Set<String> SETTINGS = Set.of(
            "controller",
            "controller.contact",
            "controller.dpo",
            "controller.name",
            "keys",
            "keys.provider",
            "keys.url",
            "keys.token-file",
            "keys.mount",
            "keys.path",
            "keys.key",
            "keys.trust-file",
            "keys.trust-password-file",
            "keys.connect-timeout-seconds",
            "keys.read-timeout-seconds",
            "legal-basis",
            "legal-basis.decision",
            "legal-basis.feed",
            "legal-basis.law",
            "legal-basis.purpose",
            "audit",
            "audit.public-key-file",
            "follow-up",
            "follow-up.bands",
            "follow-up.feed-order",
            "follow-up.scattered",
            "follow-up.scattered.months",
            "follow-up.scattered.occasions",
            "follow-up.threshold",
            "legal-basis.retention",
            "legal-basis.tables",
            "legal-basis.trial",
            "legal-basis.valid-from",
            "legal-basis.valid-to",
            "publication",
            "publication.password-file",
            "publication.reader",
            "publication.reader-password-file",
            "publication.url",
            "publication.user",
            "purpose",
            "serve",
            "serve.address",
            "serve.idle-seconds",
            "serve.oidc",
            "serve.oidc.client-id",
            "serve.oidc.client-secret-file",
            "serve.oidc.district-claim",
            "serve.oidc.issuer",
            "serve.oidc.roles",
            "serve.oidc.roles-claim",
            "serve.port",
            "serve.users-file",
            "sources",
            "sources.at",
            "sources.attendance-window",
            "sources.auth",
            "sources.changes",
            "sources.complete",
            "sources.cron",
            "sources.endpoints",
            "sources.every",
            "sources.expected-every",
            "sources.lag-days",
            "sources.largest-removal-percent",
            "sources.overlap-minutes",
            "sources.school-type",
            "sources.services",
            "sources.unit-ids",
            "sources.client-certificate-file",
            "sources.client-certificate-password-file",
            "sources.connect-timeout-seconds",
            "sources.after",
            "sources.archive-days",
            "sources.directory",
            "sources.domain",
            "sources.done-file",
            "sources.from",
            "sources.header-files",
            "sources.key-file",
            "sources.oauth2-client-id",
            "sources.oauth2-client-secret-file",
            "sources.oauth2-scope",
            "sources.oauth2-token-url",
            "sources.page-size",
            "sources.proxy",
            "sources.read-timeout-seconds",
            "sources.refresh-after",
            "sources.requests-per-second",
            "sources.known-hosts-file",
            "sources.passphrase-file",
            "sources.password-file",
            "sources.pattern",
            "sources.settle-seconds",
            "sources.sftp",
            "sources.title",
            "sources.to",
            "sources.token-file",
            "sources.tries",
            "sources.trust-file",
            "sources.trust-password-file",
            "sources.url",
            "warehouse",
            "warehouse.password-file",
            "warehouse.url",
            "warehouse.user",
            "zone",
            "zone.senders.feeds",
            "zone.senders.key",
            "zone.role",
            "zone.receiver-key",
            "zone.senders",
            "zone.directory",
            "zone.sftp",
            "zone.known-hosts-file",
            "zone.key-file",
            "zone.passphrase-file",
            "zone.password-file",
            "zone.url",
            "zone.method",
            "zone.auth",
            "zone.token-file",
            "zone.header-files",
            "zone.client-certificate-file",
            "zone.client-certificate-password-file",
            "zone.trust-file",
            "zone.trust-password-file",
            "zone.proxy",
            "zone.connect-timeout-seconds",
            "zone.read-timeout-seconds",
            "zone.tries",
            "zone.settle-seconds",
            "zone.after");

    /** Every setting of a mapping file. */
    private static final Set<String> MAPPING = Set.of(
            "contract",
            "contract.changed_type",
            "contract.missing_field",
            "contract.new_field",
            "contract.new_value",
            "feed",
            "field.as",
            "field.constant",
            "field.default",
            "field.from",
            "field.otherwise",
            "field.pattern",
            "field.range",
            "field.required",
            "field.units",
            "field.values",
            "format",
            "format.delimiter",
            "format.encoding",
            "format.late_arrival",
            "format.name",
            "format.optional",
            "format.records",
            "format.aliases",
            "format.derived",
            "format.derived.age_of",
            "format.derived.date_in_file_name",
            "format.derived.day_of",
            "format.derived.minutes_from",
            "format.derived.minutes_to",
            "format.derived.on",
            "format.files",
            "format.header_line",
            "format.numbers",
            "format.sheet",
            "format.records.array",
            "format.records.element",
            "format.records.fields",
            "format.records.page",
            "like",
            "protection.from",
            "protection.otherwise",
            "protection.values",
            "records",
            "records.checks",
            "records.clears",
            "records.delete",
            "records.fields",
            "records.from",
            "records.group",
            "records.group_code",
            "records.group_code_when",
            "records.key",
            "records.key_starts_with_person",
            "records.modified",
            "records.person",
            "records.person.consent",
            "records.person.consent.from",
            "records.person.consent.on",
            "records.person.consent.to",
            "records.person.id",
            "records.person.number",
            "records.person.protected",
            "records.protects",
            "records.reference",
            "records.skip",
            "records.to",
            "records.withdraws",
            "rule.and",
            "rule.and_is",
            "rule.is",
            "rule.over",
            "rule.reason",
            "rule.when",
            "units");

    @Test
    void everySettingOfTvarsynYamlIsKnownAndDescribed() throws IOException {
        check(Path.of("src/main/resources/se/tvarsyn/tvarsyn.schema.json"), SETTINGS);
    }

    @Test
    void everySettingOfAMappingIsKnownAndDescribed() throws IOException {
        check(Path.of("mappings/mapping.schema.json"), MAPPING);
    }

    @Test
    void noticesANewSettingAndOneWithoutADescription() throws IOException {
        Map<String, Boolean> found = settings(JSON.readTree("""
                {"properties": {"a": {"description": "A.", "items": {"properties": {"b": {}}}}},
                 "$defs": {"d": {"additionalProperties": {"properties": {"e": {"description": " "}}}}}}
                """));
        assertThat(found).containsExactly(Map.entry("a", true), Map.entry("a.b", false), Map.entry("d.e", false));
    }

    private static void check(Path schema, Set<String> known) throws IOException {
        Map<String, Boolean> settings = settings(JSON.readTree(schema.toFile()));
        assertThat(settings.keySet()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(settings.entrySet().stream().filter(s -> !s.getValue()).map(Map.Entry::getKey))
                .as("settings without a description")
                .isEmpty();
    }

    /** Path of every property to whether it has a description. */
    private static Map<String, Boolean> settings(JsonNode schema) {
        Map<String, Boolean> found = new TreeMap<>();
        walk(schema, "", found);
        return found;
    }

    private static void walk(JsonNode node, String at, Map<String, Boolean> found) {
        if (!node.isObject()) {
            return;
        }
        node.path("properties").properties().forEach(property -> {
            String name = at + property.getKey();
            found.put(name, !property.getValue().path("description").asText().isBlank());
            walk(property.getValue(), name + ".", found);
        });
        node.path("$defs").properties().forEach(part -> walk(part.getValue(), part.getKey() + ".", found));
        walk(node.path("items"), at, found);
        walk(node.path("additionalProperties"), at, found);
    }
}
