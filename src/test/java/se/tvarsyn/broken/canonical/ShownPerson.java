package se.tvarsyn.broken.canonical;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.tvarsyn.canonical.PersonReference;

/** The person hides its value, but the id and the payload beside it do not. */
public record ShownPerson(Map<String, List<Optional<PersonReference>>> persons, String sourceId, String payload) {}
