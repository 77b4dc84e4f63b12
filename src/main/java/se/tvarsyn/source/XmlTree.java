package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * One XML element as the JSON that says the same, so that a format reads its fields in one way: an element with elements
 * inside is an object, one that comes several times an array, all others are text; {@code nil} is null. Attributes are
 * left out.
 */
final class XmlTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private XmlTree() {}

    /** Reads the element that has just begun; the reader then stands at its end. */
    static JsonNode read(HardenedXml xml) throws XMLStreamException {
        xml.holdWhole();
        return element(xml);
    }

    private static JsonNode element(HardenedXml xml) throws XMLStreamException {
        boolean isNil = isNil(xml);
        StringBuilder text = new StringBuilder();
        ObjectNode inside = null;
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    inside = inside == null ? JSON.objectNode() : inside;
                    put(inside, xml.getLocalName(), element(xml));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (inside != null) {
                        return inside;
                    }
                    return isNil
                            ? JSON.nullNode()
                            : JSON.textNode(text.toString().strip());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                default -> {}
            }
        }
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        JsonNode known = object.get(name);
        if (known == null) {
            object.set(name, value);
        } else if (known instanceof ArrayNode several) {
            several.add(value);
        } else {
            object.set(name, JSON.arrayNode().add(known).add(value));
        }
    }

    /** {@code i:nil} of the XML Schema instance namespace, whatever its prefix. */
    private static boolean isNil(HardenedXml xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("nil")) {
                String value = xml.getAttributeValue(i).strip();
                return value.equals("true") || value.equals("1");
            }
        }
        return false;
    }
}
