package se.tvarsyn.broken.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import se.tvarsyn.broken.load.NamesPersons;

/** The records of the data path know a library, and a package that eats them. */
public record KnowsJackson(JsonNode node, NamesPersons load) {}
