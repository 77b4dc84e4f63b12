package se.tvarsyn.broken.load;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.springframework.context.ApplicationContext;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityNumber;

/** Takes persons, reveals them in two ways, and knows Camel and Spring. */
public class NamesPersons {
    public List<String> load(List<IdentifiedRecord> records) {
        return records.stream()
                .map(r -> Objects.requireNonNull(r.person()).number().reveal())
                .toList();
    }

    public Function<IdentityNumber, String> byReference() {
        return IdentityNumber::reveal;
    }

    public String wired(ApplicationContext context, Exchange exchange) {
        return context.getId() + exchange.getExchangeId();
    }
}
