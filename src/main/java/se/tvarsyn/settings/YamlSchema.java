package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** A JSON Schema that YAML files must follow, read once: a command reads a score of files. */
public final class YamlSchema {
    private final JsonSchema schema;

    private YamlSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** @param resource on the class path, from its root */
    public static YamlSchema of(String resource) {
        try (InputStream in = YamlSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
            schema.initializeValidators();
            return new YamlSchema(schema);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable resource " + resource, e);
        }
    }

    Set<ValidationMessage> validate(JsonNode root) {
        return schema.validate(root);
    }
}
